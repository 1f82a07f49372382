import Foundation
import Testing
import WorkQueue

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct DisablingTests {
    @Test func `the sessions of a disabled account end at once and its data is kept`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            _ = try await site.accounts.setAvatar("1.webp", of: bruno.signedIn)
            try await site.accounts.disable(bruno.user.id, by: .commandLine)
            #expect(try await site.accounts.authenticate(bruno.token) == nil)
            let person = try await site.accounts.person(named: "bruno", by: .commandLine)
            #expect(person.user.avatar == "1.webp")
            #expect(person.user.disabledAt == TestClock.start)
            #expect(person.sessionCount == 0)
        }
    }

    @Test func `a session that is there all the same opens nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute("UPDATE user SET disabledAt = 1")
            #expect(try await site.accounts.authenticate(ada.token) == nil)
        }
    }

    @Test func `only the right password learns that an account is disabled`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno").user
            try await site.accounts.disable(bruno.id, by: .commandLine)
            await #expect(throws: Accounts.AccountDisabled.self) { try await site.signIn("bruno") }
            await #expect(throws: Accounts.WrongCredentials.self) { try await site.signIn("bruno", password: "wrong") }
            #expect(try await site.kinds(of: bruno).prefix(2) == [.signInFailed, .signInFailed])
            #expect(try await site.count("session WHERE userId = \(bruno.id) AND revokedAt IS NULL") == 0)
        }
    }

    @Test func `a disabled account costs a hash too`() async throws {
        try await withSite(depth: 0) { site in
            try await site.signUp("ada")
            try await site.accounts.disable(site.signUp("bruno").user.id, by: .commandLine)
            try await site.whileHashingStands {
                await #expect(throws: WorkQueue.Full.self) { try await site.signIn("bruno") }
            }
        }
    }

    @Test func `with a second factor too the right password says so, and no ticket is given`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            let (key, _) = try await site.enableTwoFactor(bruno)
            let ticket = try await site.ticket("bruno")
            try await site.accounts.disable(bruno.user.id, by: .commandLine)
            await #expect(throws: Accounts.TicketExpired.self) {
                try await site.accounts.signIn(with: ticket, code: site.code(key), on: .home)
            }
            await #expect(throws: Accounts.AccountDisabled.self) { try await site.ticket("bruno") }
        }
    }

    @Test func `a person who is disabled while their password is checked is not signed in`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno").user
            let result = try await site.during({ try await site.signIn("bruno") }) {
                try await site.accounts.disable(bruno.id, by: .commandLine)
            }
            #expect(throws: Accounts.AccountDisabled.self) { try result.get() }
        }
    }

    @Test func `enabled again, the password signs in and old sessions stay ended`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            for _ in 0..<2 { try await site.accounts.disable(bruno.user.id, by: .commandLine) }
            for _ in 0..<2 { try await site.accounts.enable(bruno.user.id, by: .commandLine) }
            #expect(try await site.accounts.authenticate(bruno.token) == nil)
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
                await #expect(throws: Accounts.LastAdministrator.self) {
                    try await accounts.disable(id, by: .commandLine)
                }
                await #expect(throws: Accounts.LastAdministrator.self) {
                    try await accounts.setRole(.member, of: id, by: .commandLine)
                }
                await #expect(throws: Accounts.LastAdministrator.self) {
                    try await accounts.delete(id, by: .commandLine)
                }
            }
            await expectStays(ada.id)
            try await accounts.setRole(.administrator, of: bruno.id, by: .commandLine)
            try await accounts.disable(ada.id, by: .commandLine)
            await expectStays(bruno.id)
            _ = try await accounts.delete(ada.id, by: .commandLine)
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `of two administrators who disable each other at once one stays`() async throws {
        try await withSite { site in
            let people = [try await site.signUp("ada"), try await site.signUp("bruno")]
            try await site.accounts.setRole(.administrator, of: people[1].user.id, by: .commandLine)
            await withTaskGroup(of: Void.self) { group in
                for (actor, target) in [(people[0], people[1]), (people[1], people[0])] {
                    group.addTask {
                        try? await site.accounts.disable(target.user.id, by: .administrator(actor.signedIn))
                    }
                }
            }
            let count = try await site.count("user WHERE disabledAt IS NULL")
            #expect(count == 1)
        }
    }
}
