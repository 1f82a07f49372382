import Foundation
import TestSupport
import Testing

@testable import Accounts

struct SignUpTests {
    @Test func `a person who signs up is signed in`() async throws {
        try await withSite { site in
            let issued = try await site.accounts.authentication.signUp(
                username: " Ada ", nickname: "Ada Ahlberg", password: testPassword, on: .home)
            let signedIn = try await site.accounts.sessions.authenticate(issued.token)
            #expect(signedIn?.user == issued.user)
            #expect(signedIn?.session == issued.session)
            #expect(issued.user.username.text == "ada")
            #expect(issued.user.nickname.text == "Ada Ahlberg")
            #expect(issued.user.createdAt == TestClock.start)
            #expect(issued.session.device == .home)
            #expect(!issued.session.remembered)
        }
    }

    @Test func `the picture grows from random bytes`() async throws {
        try await withSite { site in
            let seeds = [try await site.signUp("ada").user.avatarSeed, try await site.signUp("bruno").user.avatarSeed]
            #expect(seeds[0] != seeds[1])
            #expect(try await site.signIn("ada").user.avatarSeed == seeds[0])
        }
    }

    @Test(arguments: ["", " \n"])
    func `without a nickname it is the username`(nickname: String) async throws {
        try await withSite { site in
            let issued = try await site.accounts.authentication.signUp(
                username: "Ada", nickname: nickname, password: testPassword, on: .home)
            #expect(issued.user.nickname.text == "ada")
        }
    }

    @Test func `every problem is said at once`() async throws {
        try await withSite { site in
            await #expect(
                throws: SignUpRefused(username: .tooShort, nickname: .forbiddenCharacter, password: .tooCommon)
            ) {
                try await site.accounts.authentication.signUp(
                    username: "x", nickname: "a\nb", password: "password", on: .home)
            }
        }
    }

    @Test func `the password is compared with the username as it was typed`() async throws {
        try await withSite { site in
            await #expect(throws: SignUpRefused(password: .sameAsUsername)) {
                try await site.accounts.authentication.signUp(
                    username: " AdaAhlberg", nickname: "", password: "adaAHLBERG", on: .home)
            }
        }
    }

    @Test(arguments: ["ada", "ADA", " Ada"])
    func `a taken name is refused without regard to case`(name: String) async throws {
        try await withSite { site in
            try await site.signUp("ada")
            await #expect(throws: SignUpRefused(username: .taken)) { try await site.signUp(name) }
            #expect(try await site.count("user") == 1)
            #expect(try await site.count("session") == 1)
        }
    }

    @Test func `of many who want a name at once one gets it`() async throws {
        try await withSite { site in
            let refusals = await refusals(of: 20, on: site)
            #expect(refusals == Array(repeating: SignUpRefused(username: .taken), count: 19))
            let people = try await site.count("user")
            #expect(people == 1)
        }
    }

    @Test func `after thirty sign-ups a network has to wait`() async throws {
        try await withSite { site in
            for index in 0..<30 { try await site.signUp("person-\(index)") }
            let error = await expectTooManyAttempts { try await site.signUp("one-more") }
            #expect(error?.seconds == 30)
            try await site.signUp("elsewhere", on: .phone)
            site.clock.advance(by: 30)
            try await site.signUp("one-more")
        }
    }

    @Test func `a refused form does not count`() async throws {
        try await withSite { site in
            for _ in 0..<40 { await #expect(throws: SignUpRefused.self) { try await site.signUp("x") } }
            try await site.signUp("ada")
        }
    }

    /// Signs up so many at once with one name, in small and capital letters; returns who was refused.
    private func refusals(of count: Int, on site: TestSite) async -> [SignUpRefused] {
        await withTaskGroup(of: SignUpRefused?.self) { group in
            for index in 0..<count {
                group.addTask {
                    let device = Device(userAgent: "", address: "10.0.\(index).1")
                    let result = await Result {
                        try await site.signUp(index.isMultiple(of: 2) ? "ada" : "ADA", on: device)
                    }
                    guard case .failure(let error) = result else { return nil }
                    return error as? SignUpRefused
                }
            }
            return await group.compactMap { $0 }.reduce(into: []) { $0.append($1) }
        }
    }
}
