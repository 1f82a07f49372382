import Accounts
import Conversation
import Foundation
import Media
import PathKit
import Storage
import WorkQueue

/// The accounts, rooms and avatars of a site that may be running in another process.
struct AttachedSite: Sendable {
    struct NoSuchPerson: Error, CustomStringConvertible {
        let name: String
        var description: String { "There is no account \"\(name)\"." }
    }

    let settings: Settings
    let accounts: Accounts
    let conversation: Conversation
    private let database: Database

    /// - Parameter makesDatabase: whether the database is made where there is none.
    init(_ settings: Settings, makesDatabase: Bool = false) throws {
        self.settings = settings
        if makesDatabase, !Path(settings.database).exists {
            try Database(path: settings.database).close()
            try Terminal.say("Made the database \(Path(settings.database).absolute()).")
        }
        database = try Database(joining: settings.database)
        // No command signs anything. The site may have a secret that this command cannot see, so no key file may be
        // created here.
        guard let secret = settings.secret ?? Secret(systemRandom(Secret.minimumLength)) else {
            preconditionFailure("a random secret is too short")
        }
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(queue: WorkQueue(label: "roost.command", width: 1, depth: 1)), secret: secret,
            signUp: settings.signUpRules)
        conversation = Conversation(database: database, limits: settings.conversation)
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

    /// Deletes an account for good.
    func delete(_ person: Person, messages: MessagesOfDeparted) async throws {
        guard let avatars = openAvatars() else {
            _ = try await deleteRow(of: person, messages)
            return
        }
        try await avatars.replace { try await deleteRow(of: person, messages) }
    }

    /// - Returns: the name of the picture's file.
    private func deleteRow(of person: Person, _ messages: MessagesOfDeparted) async throws -> String? {
        try await accounts.administration.delete(
            person.id, by: .commandLine, with: conversation.retention.erasure(of: person.id, messages))
    }

    /// Nil if there is no folder, or it cannot be opened: an account can be deleted all the same.
    private func openAvatars() -> AvatarStore? {
        guard Path(settings.uploads).isDirectory else { return nil }
        do {
            let files = WorkQueue(label: "roost.command.files", width: 1, depth: 1)
            return AvatarStore(MediaStore(try MediaFolder(path: Path(settings.uploads)), files: files), images: nil) {
                Terminal.warn("Could not remove picture \($0): \($1). The site will remove it when it next starts.")
            }
        } catch {
            Terminal.warn("Could not open the pictures: \(error). The site will remove this one when it next starts.")
            return nil
        }
    }

    /// What to print about a new link: its address, on a line of its own, and how long it works.
    func lines(for link: ResetLink) -> [String] {
        [link.address(at: settings.publicURL), "The link works once, until \(link.expiresAt.inWords)."]
    }
}
