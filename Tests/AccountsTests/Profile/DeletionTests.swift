import Foundation
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct DeletionTests {
    @Test func `the person, their sessions and their activity are erased`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let other = try await site.signIn(on: .phone)
            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            for table in ["user", "session", "activity"] { #expect(try await site.count(table) == 0) }
            for one in [ada, other] { #expect(try await site.accounts.sessions.authenticate(one.token) == nil) }
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn() }
        }
    }

    @Test func `others are not touched`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            _ = try await site.accounts.profiles.delete(bruno.signedIn, password: testPassword)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == ada.signedIn)
            #expect(try await site.kinds(of: ada.user) == [.signedUp])
        }
    }

    @Test func `the name of the picture comes back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.setAvatar("picture.webp", of: ada)
            #expect(try await site.accounts.profiles.delete(ada, password: testPassword) == "picture.webp")
        }
    }

    @Test func `without a picture nothing comes back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            #expect(try await site.accounts.profiles.delete(ada, password: testPassword) == nil)
        }
    }

    @Test func `a wrong password erases nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            await #expect(throws: AuthenticationError.wrongPassword) {
                try await site.accounts.profiles.delete(ada.signedIn, password: "fruit bats at dawn")
            }
            #expect(try await site.accounts.sessions.authenticate(ada.token) != nil)
        }
    }

    @Test func `a password that was changed meanwhile erases nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            let result = try await site.during({ try await site.accounts.profiles.delete(ada, password: testPassword) })
            {
                _ = try await site.restarted().authentication.changePassword(
                    of: ada, from: testPassword, to: "another password")
            }
            #expect(throws: AuthenticationError.wrongPassword) { try result.get() }
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `an account that has gone cannot be deleted again`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.delete(ada, password: testPassword)
            await #expect(throws: AuthenticationError.wrongPassword) {
                try await site.accounts.profiles.delete(ada, password: testPassword)
            }
        }
    }

    @Test func `the name is free again and the id is not`() async throws {
        try await withSite { site in
            let first = try await site.signUp()
            _ = try await site.accounts.profiles.delete(first.signedIn, password: testPassword)
            let second = try await site.signUp()
            #expect(second.user.id != first.user.id)
            #expect(try await site.accounts.sessions.authenticate(first.token) == nil)
        }
    }

    @Test func `nothing of the person is left in any table or in the files`() async throws {
        try await withSite { site in
            try await site.signUp("someone-else", on: .home)
            let device = Device(userAgent: "Netscape Navigator of Ada", address: "203.0.113.199")
            let invitation = try await site.accounts.invitations.invite(uses: 1, days: 7, by: .commandLine)
            let ada = try await site.accounts.authentication.signUp(
                username: "ada-to-forget", nickname: "Countess of Lovelace", password: testPassword,
                invitation: invitation.token, on: device)
            _ = try await site.accounts.profiles.setAvatar("picture-to-forget.webp", of: ada.signedIn)
            let (_, codes) = try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge("ada-to-forget", on: device)
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            let token = try await site.accounts.tokens.makeToken(
                named: "program-to-forget", scope: .write, days: 7, by: ada.signedIn)
            _ = try await site.guess("ada-to-forget", times: 2, on: device)
            _ = try await site.accounts.sessions.authenticate(ada.token)
            try await site.accounts.flush()
            _ = try await site.accounts.tokens.makeFeedToken(by: ada.signedIn)
            // An account that posts for another service is no person's.
            let tables = try await site.tablesOfPeople().filter { $0 != "incomingHook" }
            #expect(tables.count == 10)
            for table in tables {
                #expect(try await site.count("\(table) WHERE userId = \(ada.user.id)") > 0, "\(table)")
            }

            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            for table in tables {
                #expect(try await site.count("\(table) WHERE userId = \(ada.user.id)") == 0, "\(table)")
            }
            try await site.checkpoint()
            let stored = try site.stored()
            let texts = [
                "ada-to-forget", "Countess", "picture-to-forget", "Netscape", "203.0.113.199", "203.0.113",
                "program-to-forget",
            ]
            let secrets =
                texts.map { Data($0.utf8) }
                + [ada.token.hash, token.token.hash, challenge.hash, link.token.hash]
                + [codes[0].hash(for: ada.user.id, with: .test)]
            for secret in secrets { #expect(stored.range(of: secret) == nil) }
            #expect(stored.range(of: Data("someone-else".utf8)) != nil)
        }
    }

    @Test func `a minute later the name is neither in the database's file nor in its log`() async throws {
        try await withSite { site in
            let name = "unmistakable.name"
            let ada = try await site.signUp(name)
            try await site.accounts.profiles.rename(ada.signedIn, to: "Unmistakable Nickname")
            try await site.signUp("bruno")
            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            #expect(try site.stored().range(of: Data(name.utf8)) != nil)
            let maintenance = Task { await site.accounts.maintain(log: .quiet) }
            try await waitUntil("the name is overwritten") { try site.stored().range(of: Data(name.utf8)) == nil }
            let stored = try site.stored()
            #expect(stored.range(of: Data("Unmistakable Nickname".utf8)) == nil)
            #expect(stored.range(of: Data("bruno".utf8)) != nil)
            maintenance.cancel()
            await maintenance.value
        }
    }
}
