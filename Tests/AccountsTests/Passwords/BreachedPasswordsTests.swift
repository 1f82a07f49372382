import Crypto
import Foundation
import Testing

@testable import Accounts

/// A file with `text`, which nobody else can open when it is.
private func list(_ text: String) throws -> BreachedPasswords? {
    let file = FileManager.default.temporaryDirectory.appending(path: "breached-\(UUID().uuidString).txt")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return BreachedPasswords(path: file.path())
}

private func hash(_ password: String) -> String {
    Insecure.SHA1.hash(data: Data(password.utf8)).map { String(format: "%02X", $0) }.joined()
}

/// Whoever sets a password that is in the list is told so.
struct BreachedPasswordRefusalTests {
    private static let leaked = "correct horse battery"

    private func accounts(of site: TestSite) throws -> Accounts {
        try site.restarted(refusing: list(hash(Self.leaked)))
    }

    private func signUp(_ accounts: Accounts, _ name: String, password: String) async throws -> IssuedSession {
        try await accounts.authentication.signUp(username: name, nickname: "", password: password, on: .home)
    }

    @Test func `at sign-up, which leaves no account`() async throws {
        try await withSite { site in
            let accounts = try accounts(of: site)
            await #expect(throws: SignUpRefused(password: .breached)) {
                try await signUp(accounts, "ada", password: Self.leaked)
            }
            _ = try await signUp(accounts, "ada", password: testPassword)
        }
    }

    @Test func `such sign-ups are counted, so that nobody can ask for a whole list`() async throws {
        try await withSite { site in
            let accounts = try accounts(of: site)
            for _ in 0..<30 { _ = try? await signUp(accounts, "ada", password: Self.leaked) }
            await expectTooManyAttempts {
                try await signUp(accounts, "ada", password: testPassword)
            }
        }
    }

    @Test func `at a change, which leaves the old password`() async throws {
        try await withSite { site in
            let accounts = try accounts(of: site)
            let ada = try await signUp(accounts, "ada", password: testPassword)
            await #expect(throws: PasswordChangeRefused(new: .breached)) {
                try await accounts.authentication.changePassword(of: ada.signedIn, from: testPassword, to: Self.leaked)
            }
            try await site.signIn()
        }
    }

    @Test func `with a link, which still works`() async throws {
        try await withSite { site in
            let accounts = try accounts(of: site)
            let link = try await accounts.administration.createPerson(username: "ada", by: .commandLine)
            await #expect(throws: Password.Problem.breached) {
                try await accounts.authentication.resetPassword(with: link.token, to: Self.leaked, on: .home)
            }
            try await accounts.authentication.resetPassword(with: link.token, to: testPassword, on: .home)
            try await site.signIn()
        }
    }

    @Test func `who has had such a password signs in as before`() async throws {
        try await withSite { site in
            _ = try await signUp(site.accounts, "ada", password: Self.leaked)
            _ = try await accounts(of: site).authentication.signIn(
                username: "ada", password: Self.leaked, remember: false, on: .home)
        }
    }
}

struct BreachedPasswordsTests {
    /// A list of so many passwords, `password 0` and on.
    private func lines(_ count: Int) -> [String] {
        (0..<count).map { "\(hash("password \($0)")):\($0 * $0)" }.sorted()
    }

    @Test func `a hash is that of everybody's lists`() throws {
        let list = try #require(try list("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824\r\n"))
        #expect(try list.contains("password"))
    }

    @Test(arguments: [1, 2, 60, 100, 2000])
    func `each password of a list is found and no other`(count: Int) throws {
        let list = try #require(try list(lines(count).joined(separator: "\r\n")))
        for number in 0..<count {
            #expect(try list.contains("password \(number)"), "\(number)")
            #expect(try !list.contains("another \(number)"), "\(number)")
        }
    }

    @Test(arguments: ["\n", "\r\n"], [true, false])
    func `ends of lines, counts and the case of digits do not matter`(end: String, isBare: Bool) throws {
        let lines = lines(500).map { isBare ? $0.prefix(40).lowercased() : $0 }
        let list = try #require(try list(lines.joined(separator: end) + end))
        for number in 0..<500 { #expect(try list.contains("password \(number)"), "\(number)") }
    }

    @Test func `what is in no order, or no list, is refused`() throws {
        let long = (0..<5000).map { _ in "some words of a text" }.joined(separator: "\n")
        let texts = ["", "\n", "password\n", lines(20).reversed().joined(separator: "\n"), long]
        let shuffled = lines(5000).sorted { $0.suffix(3) < $1.suffix(3) }.joined(separator: "\n")
        for text in texts + [shuffled, String(repeating: "A", count: 10_000)] {
            let list = try list(text)
            #expect(list == nil, "\(text.prefix(50))")
        }
        #expect(BreachedPasswords(path: "/nowhere/list.txt") == nil)
        #expect(BreachedPasswords(path: "/tmp") == nil)
    }
}
