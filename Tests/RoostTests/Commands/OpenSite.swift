import Conversation
import Foundation
import PathKit
import Storage
import TestSupport
import Testing
import WorkQueue

@testable import Accounts
@testable import Roost

/// A site whose database is open, as it is while the site runs, and the command beside it.
struct OpenSite {
    static let password = "fruit bats at dusk"
    static let device = Device(userAgent: "Firefox/128.0 Linux", address: "192.0.2.1")

    let folder: Path
    let accounts: Accounts
    let conversation: Conversation
    let database: Database
    let program: RoostProgram
    let secret: Secret

    /// Runs `roost user`.
    func user(_ arguments: String..., input: String = "") async throws -> RoostProgram.Outcome {
        try await program.run(["user"] + arguments, input: input)
    }

    /// Runs `roost user`, which is to succeed, and gives the lines of its output.
    func lines(_ arguments: String..., input: String = "") async throws -> [String] {
        let outcome = try await program.run(["user"] + arguments, input: input)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.lines
    }

    @discardableResult
    func signUp(_ username: String) async throws -> IssuedSession {
        try await accounts.authentication.signUp(
            username: username, nickname: "", password: Self.password, on: Self.device)
    }

    func signIn(_ username: String) async throws {
        _ = try await accounts.authentication.signIn(
            username: username, password: Self.password, remember: false, on: Self.device)
    }

    /// Has the first person sign in with two factors, with a key that this site's secret seals.
    func enableTwoFactor() async throws {
        try await database.write { [secret] db in
            let key = try TwoFactorKey(random: systemRandom).sealed(for: 1, with: secret, random: systemRandom)
            try db.run("INSERT INTO twoFactor (userId, sealedKey, beganAt, confirmedAt) VALUES (1, ?, 1, 1)", [key])
        }
    }

    func disableTwoFactor() async throws {
        try await database.write { try $0.run("DELETE FROM twoFactor") }
    }

    func isActive(_ issued: IssuedSession) async throws -> Bool {
        try await accounts.sessions.authenticate(issued.token) != nil
    }
}

/// Opens a site in a folder of its own, hands it to `body`, and removes it.
func withOpenSite(_ body: (OpenSite) async throws -> Void) async throws {
    let folder = try makeTemporaryFolder()
    defer { try? folder.delete() }
    let database = try Database.new(at: (folder + "roost.sqlite").string)
    let hasher = PasswordHasher(
        parameters: ScryptParameters(logN: 4, r: 8, p: 1), queue: WorkQueue(label: "passwords", width: 1, depth: 100))
    let secret = try #require(Secret(systemRandom(Secret.minimumLength)))
    let accounts = Accounts(database: database, hasher: hasher, secret: secret)
    let conversation = Conversation(database: database, limits: .unlimited)
    try await body(
        OpenSite(
            folder: folder, accounts: accounts, conversation: conversation, database: database,
            program: RoostProgram(folder: folder), secret: secret))
    try database.close()
}
