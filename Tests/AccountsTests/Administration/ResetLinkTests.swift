import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct ResetLinkTests {
    private static let newPassword = "moths in the lamplight"

    private func reset(_ site: TestSite, _ link: ResetLink, to password: String = newPassword) async throws {
        try await site.accounts.authentication.resetPassword(with: link.token, to: password, on: .phone)
    }

    @Test func `a link sets a new password and ends all sessions`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            #expect(link.expiresAt == TestClock.start + 3600)
            #expect(try await site.accounts.authentication.owner(of: link.token) == ada.user)
            try await reset(site, link)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn() }
            try await site.signIn(password: Self.newPassword)
            #expect(try await site.kinds(of: ada.user).contains(.passwordReset))
        }
    }

    @Test(arguments: [(3599, true), (3600, false)] as [(TimeInterval, Bool)])
    func `a link works for an hour`(seconds: TimeInterval, works: Bool) async throws {
        try await withSite { site in
            let link = try await site.accounts.administration.makeResetLink(
                for: site.signUp().user.id, by: .commandLine)
            site.clock.advance(by: seconds)
            let result = await Result { try await reset(site, link) }
            if works { try result.get() } else { #expect(throws: AuthenticationError.linkExpired) { try result.get() } }
        }
    }

    @Test func `a link works once`() async throws {
        try await withSite { site in
            let link = try await site.accounts.administration.makeResetLink(
                for: site.signUp().user.id, by: .commandLine)
            try await reset(site, link)
            await #expect(throws: AuthenticationError.linkExpired) {
                try await reset(site, link, to: "another password")
            }
            await #expect(throws: AuthenticationError.linkExpired) {
                try await site.accounts.authentication.owner(of: link.token)
            }
            try await site.signIn(password: Self.newPassword)
        }
    }

    @Test func `of many who use a link at once one sets the password`() async throws {
        try await withSite { site in
            let link = try await site.accounts.administration.makeResetLink(
                for: site.signUp().user.id, by: .commandLine)
            let count = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<5 {
                    group.addTask {
                        if case .success = await Result({ try await reset(site, link, to: "password number \(index)") })
                        {
                            return true
                        }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(count == 1)
        }
    }

    @Test func `a newer link takes the place of the older`() async throws {
        try await withSite { site in
            let id = try await site.signUp().user.id
            let links = [
                try await site.accounts.administration.makeResetLink(for: id, by: .commandLine),
                try await site.accounts.administration.makeResetLink(for: id, by: .commandLine),
            ]
            await #expect(throws: AuthenticationError.linkExpired) { try await reset(site, links[0]) }
            try await reset(site, links[1])
        }
    }

    @Test func `a password that may not be set leaves the link as it is`() async throws {
        try await withSite { site in
            let link = try await site.accounts.administration.makeResetLink(
                for: site.signUp("adaahlberg").user.id, by: .commandLine)
            await #expect(throws: Password.Problem.tooShort) { try await reset(site, link, to: "short") }
            await #expect(throws: Password.Problem.sameAsUsername) { try await reset(site, link, to: "adaahlberg") }
            try await reset(site, link)
        }
    }

    @Test func `the second factor stays`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, codes) = try await site.enableTwoFactor(ada)
            try await reset(site, site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine))
            let result = try await site.accounts.authentication.signIn(
                username: "ada", password: Self.newPassword, remember: false, on: .home)
            guard case .needsCode(let challenge) = result else {
                Issue.record("signed in by a password alone")
                return
            }
            _ = try await site.accounts.authentication.signIn(with: challenge.token, code: site.code(key), on: .home)
            #expect(try await site.count("recoveryCode") == codes.count)
        }
    }

    @Test func `a disabled account stays disabled`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno").user
            try await site.accounts.administration.disable(bruno.id, by: .commandLine)
            try await reset(site, site.accounts.administration.makeResetLink(for: bruno.id, by: .commandLine))
            await #expect(throws: AuthenticationError.disabled) {
                try await site.signIn("bruno", password: Self.newPassword)
            }
        }
    }

    @Test func `a change of the password makes links worthless`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            _ = try await site.accounts.authentication.changePassword(
                of: ada.signedIn, from: testPassword, to: "another password")
            await #expect(throws: AuthenticationError.linkExpired) { try await reset(site, link) }
        }
    }

    @Test func `without a link nothing is hashed`() async throws {
        try await withSite(depth: 0) { site in
            try await site.whileHashingStands {
                await #expect(throws: AuthenticationError.linkExpired) {
                    try await site.accounts.authentication.resetPassword(
                        with: Token(random: constantBytes(0)), to: Self.newPassword, on: .home)
                }
            }
        }
    }

    @Test func `the database holds a link's hash alone, and maintenance takes it away`() async throws {
        try await withSite { site in
            let link = try await site.accounts.administration.makeResetLink(
                for: site.signUp().user.id, by: .commandLine)
            let stored = try site.stored()
            #expect(stored.range(of: link.token.hash) != nil)
            #expect(stored.range(of: Data(link.token.encoded.utf8)) == nil)
            #expect(stored.range(of: Data(try #require(Base64.url.decode(link.token.encoded)))) == nil)
            #expect("\(link)".contains("ResetLinkToken(redacted)"))
            site.clock.advance(by: 3600)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("passwordReset") == 0)
        }
    }

    @Test func `an account made for somebody opens with the link alone`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let link = try await site.accounts.administration.createPerson(username: "Bruno", by: .commandLine)
            #expect(link.user.username.text == "bruno")
            #expect(link.user.role == .member)
            for password in ["", testPassword] {
                await #expect(throws: AuthenticationError.wrongCredentials) {
                    try await site.signIn("bruno", password: password)
                }
            }
            try await reset(site, link)
            let issued = try await site.signIn("bruno", password: Self.newPassword)
            #expect(issued.user.nickname.text == "bruno")
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: issued.signedIn).isEmpty)
        }
    }

    @Test func `an account made for somebody follows the rules for names`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            await #expect(throws: SignUpRefused(username: .taken)) {
                try await site.accounts.administration.createPerson(username: "ADA", by: .commandLine)
            }
            await #expect(throws: SignUpRefused(username: .reserved, nickname: .forbiddenCharacter)) {
                try await site.accounts.administration.createPerson(
                    username: "root", nickname: "a\nb", by: .commandLine)
            }
            #expect(try await site.count("user") == 1)
        }
    }
}
