import Foundation
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct CodeTests {
    @Test func `a password and a code sign in`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let ticket = try await site.ticket(remember: true, on: .phone)
            let issued = try await site.accounts.signIn(
                with: ticket, code: " \(site.code(key).prefix(3)) \(site.code(key).suffix(3))", on: .phone,
                replacing: ada.session)
            #expect(issued.session.device == .phone)
            #expect(issued.session.remembered)
            #expect(try await site.accounts.authenticate(issued.token) == issued.signedIn)
            #expect(try await site.accounts.authenticate(ada.token) == nil)
            #expect(try await site.kinds(of: ada.user) == [.signedIn, .twoFactorEnabled, .signedUp])
        }
    }

    @Test func `the password alone opens no session`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.enableTwoFactor(ada)
            let ticket = try await site.ticket()
            #expect(try await site.count("session") == 1)
            let asSession = try #require(SessionToken(encoded: ticket.encoded))
            #expect(try await site.accounts.authenticate(asSession) == nil)
        }
    }

    @Test func `a wrong password tells nothing of the second factor`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp())
            await #expect(throws: Accounts.WrongCredentials.self) { try await site.signIn(password: "wrong") }
        }
    }

    @Test func `a code does not count twice, also with another ticket`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let tickets = [try await site.ticket(), try await site.ticket()]
            let code = site.code(key)
            _ = try await site.accounts.signIn(with: tickets[0], code: code, on: .home)
            await #expect(throws: Accounts.WrongCode.self) {
                try await site.accounts.signIn(with: tickets[1], code: code, on: .home)
            }
        }
    }

    @Test func `the code that confirmed the key does not sign in`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let key = try await site.accounts.beginTwoFactor(ada.signedIn)
            _ = try await site.accounts.confirmTwoFactor(ada.signedIn, code: site.code(key))
            await #expect(throws: Accounts.WrongCode.self) {
                try await site.accounts.signIn(with: site.ticket(), code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a recovery code signs in once`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (_, codes) = try await site.enableTwoFactor(ada)
            let typed = codes[3].text.uppercased()
            _ = try await site.accounts.signIn(with: site.ticket(), code: typed, on: .home)
            await #expect(throws: Accounts.WrongCode.self) {
                try await site.accounts.signIn(with: site.ticket(), code: typed, on: .home)
            }
            guard case .on(_, let left) = try await site.accounts.twoFactor(of: ada.user) else {
                Issue.record("switched off")
                return
            }
            #expect(left == 9)
            #expect(
                try await site.kinds(of: ada.user) == [
                    .codeFailed, .signedIn, .recoveryCodeUsed, .twoFactorEnabled, .signedUp,
                ])
        }
    }

    @Test func `of many who use one recovery code at once one gets in`() async throws {
        try await withSite { site in
            let (_, codes) = try await site.enableTwoFactor(site.signUp())
            var tickets: [Token<TwoFactorChallenge>] = []
            for _ in 0..<4 { tickets.append(try await site.ticket()) }
            let count = await withTaskGroup(of: Bool.self) { group in
                for ticket in tickets {
                    group.addTask {
                        let result = await Result {
                            try await site.accounts.signIn(with: ticket, code: codes[0].text, on: .home)
                        }
                        if case .success = result { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(count == 1)
            #expect(try await site.count("session") == 2)
        }
    }

    @Test func `somebody else's recovery code is wrong`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp("ada"))
            let (_, codes) = try await site.enableTwoFactor(site.signUp("bruno"))
            await #expect(throws: Accounts.WrongCode.self) {
                try await site.accounts.signIn(with: site.ticket("ada"), code: codes[0].text, on: .home)
            }
        }
    }

    @Test func `with another secret of the site no code is right`() async throws {
        try await withSite { site in
            let (key, codes) = try await site.enableTwoFactor(site.signUp())
            let accounts = try site.restarted(secret: .other)
            for code in [site.code(key), codes[0].text] {
                await #expect(throws: Accounts.WrongCode.self) {
                    try await accounts.signIn(with: site.ticket(), code: code, on: .home)
                }
            }
        }
    }
}
