import Foundation
import TestSupport
import Testing

@testable import Accounts

struct ActivityPageTests {
    /// Renames somebody so often, each time a minute later.
    private func rename(_ person: IssuedSession, times: Int, _ site: TestSite, start: Int = 0) async throws {
        for index in start..<start + times {
            site.clock.advance(by: 60)
            try await site.accounts.profiles.rename(person.signedIn, to: "Name \(index)")
        }
    }

    @Test func `pages follow each other to the end`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await rename(ada, times: 4, site)
            try await rename(bruno, times: 1, site)
            var (sizes, ids, next) = ([Int](), [Activity.ID](), Activity.ID?.none)
            repeat {
                let page = try await site.accounts.activity.page(of: ada.user, before: next, limit: 2)
                sizes.append(page.entries.count)
                ids += page.entries.map(\.id)
                next = page.next
            } while next != nil
            #expect(sizes == [2, 2, 1])
            #expect(ids == ids.sorted(by: >))
            #expect(Set(ids).count == 5)
        }
    }

    @Test func `a page that is just full is the last`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await rename(ada, times: 1, site)
            let page = try await site.accounts.activity.page(of: ada.user, limit: 2)
            #expect(page.entries.count == 2)
            #expect(page.next == nil)
        }
    }

    @Test func `what happens meanwhile moves nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await rename(ada, times: 3, site)
            let first = try await site.accounts.activity.page(of: ada.user, limit: 2)
            let before = try await site.accounts.activity.page(of: ada.user, before: first.next, limit: 2)
            try await rename(ada, times: 2, site, start: 3)
            #expect(try await site.accounts.activity.page(of: ada.user, before: first.next, limit: 2) == before)
        }
    }

    @Test func `kinds that this version does not know do not end the list`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await rename(ada, times: 2, site)
            try await site.execute("UPDATE activity SET kind = 'flewAway' WHERE kind = 'nicknameChanged'")
            let first = try await site.accounts.activity.page(of: ada.user, limit: 2)
            #expect(first.entries.isEmpty)
            let second = try await site.accounts.activity.page(of: ada.user, before: first.next, limit: 2)
            #expect(second.entries.map(\.kind) == [.signedUp])
        }
    }

    @Test(arguments: [(Int.min, 1), (0, 1), (101, 100), (.max, 100)])
    func `a page has 1 to 100 entries`(limit: Int, count: Int) async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 0..<110 {
                try await site.execute(
                    "INSERT INTO activity (userId, kind, userAgent, address, at) VALUES (1, 'signedIn', '', '', 0)")
            }
            #expect(try await site.accounts.activity.page(of: ada.user, limit: limit).entries.count == count)
        }
    }

    @Test func `a sign-in tells which session it opened`() async throws {
        try await withSite { site in
            let (first, second) = (try await site.signUp(), try await site.signIn())
            let entries = try await site.accounts.activity.recent(of: first.user, limit: 10)
            #expect(entries.map(\.session) == [second.session.id, first.session.id])
        }
    }
}
