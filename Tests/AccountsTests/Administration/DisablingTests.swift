import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct DisablingTests {
    @Test func `the sessions of a disabled account end at once and its data is kept`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            _ = try await site.accounts.profiles.setAvatar("1.webp", of: bruno.signedIn)
            try await site.accounts.administration.disable(bruno.user.id, by: .commandLine)
            #expect(try await site.accounts.sessions.authenticate(bruno.token) == nil)
            let person = try await site.accounts.administration.person(named: "bruno", by: .commandLine)
            #expect(person.user.avatar == "1.webp")
            #expect(person.user.disabledAt == TestClock.start)
            #expect(person.sessionCount == 0)
        }
    }

    @Test func `a session that is there all the same opens nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute("UPDATE user SET disabledAt = 1")
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
        }
    }

    @Test func `only the right password learns that an account is disabled`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno").user
            try await site.accounts.administration.disable(bruno.id, by: .commandLine)
            await #expect(throws: AuthenticationError.disabled) { try await site.signIn("bruno") }
            await #expect(throws: AuthenticationError.wrongCredentials) {
                try await site.signIn("bruno", password: "wrong")
            }
            #expect(try await site.kinds(of: bruno).prefix(2) == [.signInFailed, .signInFailed])
            #expect(try await site.count("session WHERE userId = \(bruno.id) AND revokedAt IS NULL") == 0)
        }
    }

    @Test func `a disabled account costs a hash too`() async throws {
        try await withSite(depth: 0) { site in
            try await site.signUp("ada")
            try await site.accounts.administration.disable(site.signUp("bruno").user.id, by: .commandLine)
            try await site.whileHashingStands {
                await #expect(throws: WorkQueue.Full.self) { try await site.signIn("bruno") }
            }
        }
    }

    @Test func `with a second factor too the right password says so, and no challenge is given`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            let (key, _) = try await site.enableTwoFactor(bruno)
            let challenge = try await site.challenge("bruno")
            try await site.accounts.administration.disable(bruno.user.id, by: .commandLine)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
            await #expect(throws: AuthenticationError.disabled) { try await site.challenge("bruno") }
        }
    }

    @Test func `a person who is disabled while their password is checked is not signed in`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno").user
            let result = try await site.during({ try await site.signIn("bruno") }) {
                try await site.accounts.administration.disable(bruno.id, by: .commandLine)
            }
            #expect(throws: AuthenticationError.disabled) { try result.get() }
        }
    }

    @Test func `enabled again, the password signs in and old sessions stay ended`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            for _ in 0..<2 { try await site.accounts.administration.disable(bruno.user.id, by: .commandLine) }
            for _ in 0..<2 { try await site.accounts.administration.enable(bruno.user.id, by: .commandLine) }
            #expect(try await site.accounts.sessions.authenticate(bruno.token) == nil)
            try await site.signIn("bruno")
            #expect(
                try await site.kinds(of: bruno.user) == [.signedIn, .accountEnabled, .accountDisabled, .signedUp])
        }
    }

    @Test func `the last administrator stays`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada").user
            let bruno = try await site.signUp("bruno").user
            let accounts = site.accounts
            func expectStays(_ id: User.ID) async {
                await #expect(throws: AdministrationError.lastAdministrator) {
                    try await accounts.administration.disable(id, by: .commandLine)
                }
                await #expect(throws: AdministrationError.lastAdministrator) {
                    try await accounts.administration.setRole(.member, of: id, by: .commandLine)
                }
                await #expect(throws: AdministrationError.lastAdministrator) {
                    try await accounts.administration.delete(id, by: .commandLine)
                }
            }
            await expectStays(ada.id)
            try await accounts.administration.setRole(.administrator, of: bruno.id, by: .commandLine)
            try await accounts.administration.disable(ada.id, by: .commandLine)
            await expectStays(bruno.id)
            _ = try await accounts.administration.delete(ada.id, by: .commandLine)
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `of two administrators who disable each other at once one stays`() async throws {
        try await withSite { site in
            let people = [try await site.signUp("ada"), try await site.signUp("bruno")]
            try await site.accounts.administration.setRole(.administrator, of: people[1].user.id, by: .commandLine)
            await withTaskGroup(of: Void.self) { group in
                for (actor, target) in [(people[0], people[1]), (people[1], people[0])] {
                    group.addTask {
                        try? await site.accounts.administration.disable(
                            target.user.id, by: .administrator(actor.signedIn))
                    }
                }
            }
            let count = try await site.count("user WHERE disabledAt IS NULL")
            #expect(count == 1)
        }
    }

    @Test(arguments: [true, false])
    func `links that an administrator made end with their rights`(isDisabled: Bool) async throws {
        try await withSite { site in
            let (ada, eve) = (try await site.signUp("ada"), try await site.signUp("eve"))
            let fay = try await site.signUp("fay").user
            let (administration, invitations) = (site.accounts.administration, site.accounts.invitations)
            try await administration.setRole(.administrator, of: eve.user.id, by: .commandLine)
            let principals = [Principal.administrator(eve.signedIn), .administrator(ada.signedIn)]
            let links = [
                try await administration.makeResetLink(for: fay.id, by: principals[0]),
                try await administration.makeResetLink(for: eve.user.id, by: principals[1]),
            ]
            var invited: [Token<Invitation>] = []
            for principal in principals {
                invited.append(try await invitations.invite(uses: 2, days: 7, by: principal).token)
            }
            if isDisabled {
                try await administration.disable(eve.user.id, by: principals[1])
            } else {
                try await administration.setRole(.member, of: eve.user.id, by: principals[1])
            }
            await #expect(throws: AuthenticationError.linkExpired) {
                try await site.accounts.authentication.owner(of: links[0].token)
            }
            // That of somebody else stays, unless all access to the account ends.
            let other = try? await site.accounts.authentication.owner(of: links[1].token)
            #expect((other == nil) == isDisabled)
            #expect(try await invitations.open(by: .commandLine).map(\.inviter) == ["ada"])
        }
    }

    @Test func `invitations go with the account of their maker`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            try await site.signUp("bruno")
            _ = try await site.accounts.invitations.invite(uses: 1, days: 7, by: .administrator(ada.signedIn))
            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            #expect(try await site.accounts.invitations.open(by: .commandLine).isEmpty)
        }
    }

    @Test func `an administrator who never set a password is none who could take over`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada").user
            let link = try await site.accounts.administration.createPerson(username: "bruno", by: .commandLine)
            let administration = site.accounts.administration
            try await administration.setRole(.administrator, of: link.user.id, by: .commandLine)
            await #expect(throws: AdministrationError.lastAdministrator) {
                try await administration.setRole(.member, of: ada.id, by: .commandLine)
            }
            try await site.accounts.authentication.resetPassword(
                with: link.token, to: "another long password", on: .home)
            try await administration.setRole(.member, of: ada.id, by: .commandLine)
        }
    }
}
