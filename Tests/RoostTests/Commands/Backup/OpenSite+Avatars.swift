import Accounts
import Foundation
import PathKit
import Testing

@testable import Media
@testable import Roost

extension OpenSite {
    var uploads: Path { folder + "uploads" }

    /// Puts files of a new picture where the site keeps them; returns its name.
    func keepAvatar() throws -> String {
        try Self.keepAvatar(in: uploads.string)
    }

    private static func keepAvatar(in folder: String) throws -> String {
        let contents = AvatarSize.allCases.map { Data("\($0.side) \(UUID())".utf8) }
        var generator = SystemRandomNumberGenerator()
        let name = AvatarName(digest: AvatarName.Digest(of: contents), using: &generator)
        let uploads = try MediaFolder(path: Path(folder))
        for (file, bytes) in zip(name.files, contents) { try uploads.path(of: file).write(bytes) }
        return name.description
    }

    /// Gives somebody a new picture as the site does: the files, the row, and then the old files go.
    @discardableResult
    func changeAvatar(of issued: IssuedSession) async throws -> String {
        try await Self.changeAvatar(of: issued, in: accounts, uploads.string)
    }

    /// As ``changeAvatar(of:)``, for a task beside the test's.
    @discardableResult
    static func changeAvatar(
        of issued: IssuedSession, in accounts: Accounts, _ folder: String
    ) async throws -> String {
        let name = try keepAvatar(in: folder)
        let old = try await accounts.profiles.setAvatar(name, of: SignedIn(user: issued.user, session: issued.session))
        if let old { try MediaFolder(path: Path(folder)).removeAvatar(named: old) }
        return name
    }

    /// The secret that the site would have made at its start.
    func makeSecret() throws {
        _ = try SecretFile(for: (folder + "roost.sqlite").string).secret()
    }

    /// Runs `roost backup`, which is to succeed, or to say by its status that files are missing.
    func backUp(
        to name: String = "backup.tar", _ flags: String..., status: Int32 = 0
    ) async throws -> RoostProgram.Outcome {
        let outcome = try await program.run(["backup", name] + flags)
        try #require(outcome.status == status, "\(outcome.errors)")
        return outcome
    }

    /// Restores a backup into a new folder in this one, and hands it over.
    func restore(_ name: String = "backup.tar", to place: String = "restored", _ flags: String...) async throws -> (
        outcome: RoostProgram.Outcome, folder: Path
    ) {
        let target = folder + place
        if !target.exists { try target.mkpath() }
        let outcome = try await RoostProgram(folder: target).run(["restore", (folder + name).string] + flags)
        return (outcome, target)
    }
}

extension Path {
    /// The permission bits.
    func permissions() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: string)[.posixPermissions] as? Int
    }

    /// The names of what is in a folder and below.
    func tree() throws -> [String] {
        try recursiveChildren().map { String($0.string.dropFirst(string.count + 1)) }.sorted()
    }
}
