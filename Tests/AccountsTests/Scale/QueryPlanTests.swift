import Storage
import TestSupport
import Testing

@testable import Accounts

/// What is done often, or while others wait, costs the same with a million accounts.
struct QueryPlanTests {
    /// Does all that people, administrators and the site itself do.
    private func live(_ site: TestSite, _ accounts: Accounts) async throws {
        let ada = try await accounts.authentication.signUp(
            username: "ada", nickname: "", password: testPassword, on: .home)
        _ = try await accounts.authentication.signUp(
            username: "bruno", nickname: "", password: testPassword, on: .phone)
        _ = try await accounts.administration.createPerson(username: "mei", by: .commandLine)
        await #expect(throws: AuthenticationError.wrongCredentials) {
            try await accounts.authentication.signIn(
                username: "ada", password: "a guess", remember: false, on: .stranger)
        }
        let result = try await accounts.authentication.signIn(
            username: "ada", password: testPassword, remember: true, on: .phone)
        let signedIn = try #require(try await accounts.sessions.authenticate(result.issued.token))
        try await look(accounts, signedIn)
        try await change(accounts, signedIn)
        try await administer(accounts, .administrator(ada.signedIn))
        try await keepHouse(accounts, site)
    }

    private func look(_ accounts: Accounts, _ signedIn: SignedIn) async throws {
        _ = try await accounts.sessions.active(of: signedIn.user)
        _ = try await accounts.activity.page(of: signedIn.user, limit: 10)
        for entry in try await accounts.activity.unansweredSignIns(askedOf: signedIn) {
            try await accounts.activity.confirmSignIn(entry.id, by: signedIn)
        }
        _ = try await accounts.twoFactor.state(of: signedIn.user)
    }

    private func change(_ accounts: Accounts, _ signedIn: SignedIn) async throws {
        try await accounts.profiles.rename(signedIn, to: "Ada")
        _ = try await accounts.profiles.setAvatar("1.webp", of: signedIn)
        _ = try await accounts.twoFactor.begin(signedIn)
        try await accounts.sessions.signOut(signedIn)
    }

    private func administer(_ accounts: Accounts, _ principal: Principal) async throws {
        _ = try await accounts.administration.people(limit: 10, by: principal)
        _ = try await accounts.administration.people(matching: "bru", limit: 10, by: principal)
        let bruno = try await accounts.administration.person(named: "bruno", by: principal).id
        try await accounts.administration.disable(bruno, by: principal)
        try await accounts.administration.enable(bruno, by: principal)
        try await accounts.administration.setRole(.administrator, of: bruno, by: principal)
        _ = try await accounts.administration.endSessions(of: bruno, by: principal)
        _ = try await accounts.administration.makeResetLink(for: bruno, by: principal)
        _ = try await accounts.administration.delete(bruno, by: principal)
    }

    private func keepHouse(_ accounts: Accounts, _ site: TestSite) async throws {
        try await accounts.warm()
        site.clock.advance(by: 100 * 86_400)
        try await accounts.clean(log: .quiet)
        try await accounts.flush()
        _ = try await accounts.profiles.avatars(among: ["a"])
        _ = try await accounts.profiles.originalAvatars()
    }

    /// - Returns: each step of the plan, with the statement.
    private func plans(of statements: [String], at path: String) throws -> [(String, String)] {
        let connection = try Connection(path: path)
        defer { try? connection.close() }
        return try connection.use { db in
            try statements.filter { ["SELE", "INSE", "UPDA", "DELE"].contains($0.prefix(4)) }.flatMap { sql in
                // Plans do not depend on the values.
                let arguments = [(any SQLConvertible)?](repeating: nil, count: sql.count { $0 == "?" })
                return try db.rows("EXPLAIN QUERY PLAN \(sql)", arguments) { ($0[3] as String, sql) }
            }
        }
    }

    /// A walk along an index that has an entry for few, or that a limit ends.
    private func isShort(_ step: String, in sql: String) -> Bool {
        sql == "SELECT 1 FROM user LIMIT 1" || ["SCAN CONSTANT ROW", "SCAN sqlite_master"].contains(step)
            || ["INDEX administrator", "INDEX userByAvatar"].contains { step.contains($0) }
            || step.hasSuffix("INDEX sessionByExpiry") && sql.contains("ORDER BY expiresAt DESC LIMIT ?")
    }

    @Test func `no statement walks through a whole table`() async throws {
        try await withTracedSite { site, accounts, log in
            try await live(site, accounts)
            let statements = Set(log.all)
            #expect(statements.count > 50)
            for (step, sql) in try plans(of: Array(statements), at: site.path) where step.hasPrefix("SCAN") {
                #expect(isShort(step, in: sql), "\(step): \(sql)")
            }
        }
    }

    @Test func `a search of people reads the index of names alone`() async throws {
        try await withTracedSite { site, accounts, log in
            _ = try await accounts.administration.people(matching: "bru", limit: 10, by: .commandLine)
            let search = try #require(log.all.first { $0.contains("LIKE") })
            let steps = try plans(of: [search], at: site.path).map(\.0)
            #expect(steps.contains { $0.hasPrefix("SEARCH user USING COVERING INDEX userByName") })
        }
    }
}
