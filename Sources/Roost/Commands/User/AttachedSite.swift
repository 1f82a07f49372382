import Accounts
import Avatars
import Foundation
import PathKit
import Storage
import WorkQueue

/// The accounts and pictures of a site that may be running in another process.
struct AttachedSite: Sendable {
    struct NoSuchPerson: Error, CustomStringConvertible {
        let name: String
        var description: String { "There is no account \"\(name)\"." }
    }

    let settings: Settings
    let accounts: Accounts
    private let database: Database

    init(_ settings: Settings) throws {
        self.settings = settings
        database = try Database(joining: settings.database)
        // No command signs anything, and the site may have its secret where a command does not see it: a key file must
        // not be made.
        guard let secret = settings.secret ?? Secret(systemRandom(Secret.minimumLength)) else {
            preconditionFailure("a random secret is too short")
        }
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(queue: WorkQueue(label: "roost.command", width: 1, depth: 1)), secret: secret)
    }

    func close() throws {
        try database.close()
    }

    func person(named name: String) async throws -> Person {
        do {
            return try await accounts.administration.person(named: name, by: .commandLine)
        } catch is RecordNotFound {
            throw NoSuchPerson(name: name)
        }
    }

    /// Removes the file of a picture that no account has any more. The site does it at its next start otherwise.
    func removePicture(_ name: String) {
        guard Path(settings.uploads).isDirectory else { return }
        do {
            try AvatarFolder(path: Path(settings.uploads)).remove(named: name)
        } catch {
            Terminal.warn("The picture \(name) could not be removed: \(error). The site will do it at its next start.")
        }
    }

    /// What to say of a link that was just made: its address, on a line of its own, and how long it works.
    func lines(for link: ResetLink) -> [String] {
        [link.address(at: settings.publicURL), "The link sets a new password once, until \(link.expiresAt.inWords)."]
    }
}
