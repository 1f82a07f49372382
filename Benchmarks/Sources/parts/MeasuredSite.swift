import Accounts
import Foundation
import HTTP
import Site
import Storage
import WorkQueue

/// A site in a folder of its own with one person, who has five sessions and a full list of activity.
struct MeasuredSite: Sendable {
    private let folder: URL
    let database: Database
    let accounts: Accounts
    let site: Site
    let token: SessionToken
    let person: SignedIn

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "roost-benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = try Database(path: folder.appending(path: "roost.sqlite").path())
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(
                parameters: ScryptParameters(logN: 4, r: 8, p: 1),
                queue: WorkQueue(label: "benchmarks", width: 1, depth: 1)), secret: Self.secret)
        let settings = SiteSettings(
            uploads: folder.appending(path: "uploads").path(), publicURL: URL(string: "http://localhost:8080")!)
        site = try await Site(settings, accounts: accounts, log: .quiet)
        let first = try await accounts.authentication.signUp(
            username: "robin", nickname: "Robin <3 & Co", password: Self.password, on: Self.device(0))
        (token, person) = (first.token, SignedIn(user: first.user, session: first.session))
        try await addHistory()
    }

    private func addHistory() async throws {
        for number in 1..<5 {
            _ = try await accounts.authentication.signIn(
                username: "robin", password: Self.password, remember: true, on: Self.device(number))
        }
        for entry in try await accounts.activity.unansweredSignIns(askedOf: person) {
            try await accounts.activity.confirmSignIn(entry.id, by: person)
        }
        for number in 0..<7 { try await accounts.profiles.rename(person, to: "Robin <3 & Co \(number)") }
    }

    func remove() throws {
        try database.close()
        try FileManager.default.removeItem(at: folder)
    }

    static let secret = Secret(Array(repeating: UInt8(7), count: Secret.minimumLength))!
    static let password = "fruit bats at dusk"

    static func device(_ number: Int) -> Device {
        Device(
            userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:14\(number).0) Gecko/20100101 Firefox/14\(number).0",
            address: "192.0.2.\(number + 1)")
    }
}

extension IncomingRequest {
    static func get(_ path: String, session token: SessionToken? = nil) -> IncomingRequest {
        var fields: [(FieldName, String)] = [(.host, "localhost:8080"), (.userAgent, "benchmark")]
        if let token { fields.append((.cookie, "session_token=\(token.encoded)")) }
        return IncomingRequest(method: .get, path: path, fields: RequestFields(fields), peer: Peer("192.0.2.1"))
    }
}
