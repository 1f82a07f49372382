import Foundation
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct PrincipalTests {
    private typealias Change = @Sendable (Accounts, User.ID, Principal) async throws -> Void

    private static let changes: [(Activity.Kind?, Change)] = [
        (.accountDisabled, { try await $0.administration.disable($1, by: $2) }),
        (.promoted, { try await $0.administration.setRole(.administrator, of: $1, by: $2) }),
        (.allSessionsEnded, { _ = try await $0.administration.endSessions(of: $1, by: $2) }),
        (.resetLinkMade, { _ = try await $0.administration.makeResetLink(for: $1, by: $2) }),
        (nil, { _ = try await $0.administration.delete($1, by: $2) }),
        (nil, { try await $0.administration.enable($1, by: $2) }),
        (nil, { try await $0.administration.removeTwoFactor(of: $1, by: $2) }),
        (nil, { _ = try await $0.administration.createPerson(username: "new-\($1)", by: $2) }),
    ]
    private static let looks: [Change] = [
        { _ = try await $0.administration.people(limit: 10, by: $2) },
        { _ = try await $0.administration.person($1, by: $2) },
        { _ = try await $0.administration.person(named: "ada", by: $2) },
    ]

    @Test(arguments: changes.indices)
    func `an administrator changes accounts, which is written down without their device`(index: Int) async throws {
        let (kind, act) = Self.changes[index]
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await act(site.accounts, bruno.user.id, .administrator(ada.signedIn))
            guard let kind else { return }
            let entry = try await site.accounts.activity.recent(of: bruno.user, limit: 1).first
            #expect(entry?.kind == kind)
            #expect(entry?.device == Device(userAgent: "", address: ""))
        }
    }

    @Test(arguments: changes.indices)
    func `an administrator needs a fresh proof`(index: Int) async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            site.clock.advance(by: 900)
            await #expect(throws: AuthenticationError.confirmationNeeded) {
                try await Self.changes[index].1(site.accounts, bruno.user.id, .administrator(ada.signedIn))
            }
        }
    }

    @Test(arguments: (changes.map(\.1) + looks).indices)
    func `neither a member nor one who was an administrator may do anything`(index: Int) async throws {
        let act = (Self.changes.map(\.1) + Self.looks)[index]
        try await withSite { site in
            let people = [try await site.signUp("ada"), try await site.signUp("bruno"), try await site.signUp("mei")]
            try await site.accounts.administration.setRole(.administrator, of: people[1].user.id, by: .commandLine)
            try await site.accounts.administration.setRole(.member, of: people[0].user.id, by: .commandLine)
            for person in [people[0], people[2]] {
                await #expect(throws: AdministrationError.notAllowed) {
                    try await act(site.accounts, people[1].user.id, .administrator(person.signedIn))
                }
            }
        }
    }

    @Test(arguments: (changes.map(\.1) + looks).indices)
    func `a disabled administrator may do nothing`(index: Int) async throws {
        let act = (Self.changes.map(\.1) + Self.looks)[index]
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.execute("UPDATE user SET disabledAt = 1 WHERE id = ?", [ada.user.id])
            await #expect(throws: AdministrationError.notAllowed) {
                try await act(site.accounts, bruno.user.id, .administrator(ada.signedIn))
            }
        }
    }

    @Test func `an administrator whose session has ended changes nothing`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.accounts.sessions.signOut(ada.signedIn)
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.administration.disable(bruno.user.id, by: .administrator(ada.signedIn))
            }
        }
    }

    @Test(arguments: changes.dropLast().indices)
    func `who does not exist is not found`(index: Int) async throws {
        try await withSite { site in
            try await site.signUp()
            await #expect(throws: RecordNotFound.self) {
                try await Self.changes[index].1(site.accounts, 99, .commandLine)
            }
        }
    }

    @Test func `the first person on an empty site is an administrator, no other`() async throws {
        try await withSite { site in
            let first = try await site.signUp("ada")
            #expect(first.user.role == .administrator)
            #expect(try await site.signUp("bruno").user.role == .member)
            #expect(try await site.accounts.sessions.authenticate(first.token)?.user.role == .administrator)
        }
    }

    @Test func `of many who sign up at once on an empty site one is an administrator`() async throws {
        try await withSite { site in
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<10 { group.addTask { _ = try? await site.signUp("person-\(index)") } }
            }
            let counts = [
                try await site.count("user"), try await site.count("user WHERE role = 'administrator'"),
            ]
            #expect(counts == [10, 1])
        }
    }

    @Test func `others need their last administrator, who may go all the same`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            #expect(try await !site.accounts.administration.isNeededByOthers(ada.user))
            let bruno = try await site.signUp("bruno")
            #expect(try await site.accounts.administration.isNeededByOthers(ada.user))
            #expect(try await !site.accounts.administration.isNeededByOthers(bruno.user))
            try await site.accounts.administration.setRole(
                .administrator, of: bruno.user.id, by: .administrator(ada.signedIn))
            #expect(try await !site.accounts.administration.isNeededByOthers(ada.user))
            try await site.accounts.administration.setRole(.member, of: bruno.user.id, by: .commandLine)
            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            #expect(try await site.count("user") == 1)
        }
    }

    @Test(arguments: [true, false])
    func `an administrator who is alone may go`(byThemselves: Bool) async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            if byThemselves {
                _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            } else {
                _ = try await site.accounts.administration.delete(ada.user.id, by: .commandLine)
            }
            #expect(try await site.count("user") == 0)
        }
    }

    @Test func `ended sessions are counted, with half-way sign-ins`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            let (key, _) = try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge()
            #expect(try await site.accounts.administration.endSessions(of: ada.user.id, by: .commandLine) == 1)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a second factor that was lost is taken away`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            try await site.enableTwoFactor(ada)
            for _ in 0..<2 { try await site.accounts.administration.removeTwoFactor(of: ada.user.id, by: .commandLine) }
            try await site.signIn()
            #expect(try await site.kinds(of: ada.user).filter { $0 == .twoFactorRemoved }.count == 1)
        }
    }
}
