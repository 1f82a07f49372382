import Foundation
import TestSupport
import Testing

@testable import Accounts

struct PeopleTests {
    private func names(_ site: TestSite, matching text: String) async throws -> [String] {
        try await site.accounts.administration.people(matching: text, limit: 100, by: .commandLine).people.map(
            \.user.username.text)
    }

    @Test func `pages follow each other by username to the end`() async throws {
        try await withSite { site in
            for name in ["mei", "ada", "zoe", "bruno", "kai"] { try await site.signUp(name) }
            var (pages, next) = ([[String]](), String?.none)
            repeat {
                let page = try await site.accounts.administration.people(after: next, limit: 2, by: .commandLine)
                pages.append(page.people.map(\.user.username.text))
                next = page.next
            } while next != nil
            #expect(pages == [["ada", "bruno"], ["kai", "mei"], ["zoe"]])
        }
    }

    @Test(arguments: [
        ("", ["a_b", "ada", "mei", "x.y"]), (" ADA ", ["ada"]), ("ahl", ["ada"]), ("AHLBERG", ["ada"]), ("%", ["mei"]),
        ("_", ["a_b"]), ("\\", []), ("e\u{301}", ["mei"]), ("nobody", []), ("éi", ["mei"]), ("über", ["x.y"]),
        ("Über", ["x.y"]),
    ])
    func `people are found by a part of username or nickname`(text: String, found: [String]) async throws {
        try await withSite { site in
            for (name, nickname) in [
                ("ada", "Ada Ahlberg"), ("mei", "100% M\u{E9}i"), ("a_b", "X"), ("x.y", "Übermut"),
            ] {
                _ = try await site.accounts.authentication.signUp(
                    username: name, nickname: nickname, password: testPassword, on: .home)
            }
            #expect(try await names(site, matching: text) == found)
        }
    }

    @Test(arguments: [(Int.min, 1), (0, 1), (101, 100), (.max, 100)])
    func `a page has 1 to 100 people`(limit: Int, count: Int) async throws {
        try await withSite { site in
            for index in 0..<110 {
                try await site.execute(
                    """
                    INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                    VALUES (?, '', '', 0, 0)
                    """, ["person-\(index)"])
            }
            #expect(try await site.accounts.administration.people(limit: limit, by: .commandLine).people.count == count)
        }
    }

    @Test func `each has their active sessions, second factor and last sign of life`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            try await site.enableTwoFactor(ada)
            let bruno = try await site.signUp("bruno")
            let ended = try await site.signIn("bruno", on: .phone)
            try await site.accounts.sessions.signOut(ended.signedIn)
            site.clock.advance(by: 100)
            _ = try await site.accounts.sessions.authenticate(bruno.token)
            try await site.accounts.flush()
            let people = try await site.accounts.administration.people(limit: 10, by: .commandLine).people
            #expect(people.map(\.sessionCount) == [1, 1])
            #expect(people.map(\.hasTwoFactor) == [true, false])
            #expect(people.map(\.lastSeenAt) == [TestClock.start, TestClock.start + 160])
            #expect(people.map(\.id) == [ada.user.id, bruno.user.id])
        }
    }

    @Test func `when somebody was last seen outlives their sessions`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            site.clock.advance(by: 86_400)
            try await site.accounts.clean(log: .quiet)
            let person = try await site.accounts.administration.person(named: "ada", by: .commandLine)
            #expect(try await site.count("session") == 0)
            #expect(person.lastSeenAt == TestClock.start)
            #expect(person.sessionCount == 0)
        }
    }

    @Test func `one person is found by name without regard to case, and by id`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada").user
            let person = try await site.accounts.administration.person(named: " ADA", by: .commandLine)
            #expect(person.user == ada)
            #expect(try await site.accounts.administration.person(ada.id, by: .commandLine) == person)
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.administration.person(named: "nobody-here", by: .commandLine)
            }
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.administration.person(99, by: .commandLine)
            }
        }
    }
}
