import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

struct NewSignInTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
    private static let firefoxLater = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0.1) Gecko/20100101 Firefox/144.0.1"

    private func review(of kind: Activity.Kind = .signedIn, _ site: TestSite, _ user: User) async throws
        -> Activity.Review?
    {
        try await site.accounts.activity.recent(of: user, limit: 100).first { $0.kind == kind }?.review
    }

    @Test func `an account's first sign-in is not new`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            #expect(try await review(of: .signedUp, site, ada.user) == nil)
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).isEmpty)
        }
    }

    @Test func `the first sign-in after an upgrade is not new`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().user
            try await site.execute("DELETE FROM origin")
            try await site.signIn(on: .phone)
            #expect(try await review(site, ada) == nil)
        }
    }

    @Test(arguments: [
        (firefox, "192.0.2.1", false), (firefox, "192.0.2.254", false), (firefoxLater, "192.0.2.1", false),
        (firefox, "192.0.3.1", true), ("Safari", "192.0.2.1", true), (firefox, "2001:db8:1::1", true),
    ])
    func `another browser or another network is new, another version or a neighbour is not`(
        userAgent: String, address: String, isNew: Bool
    ) async throws {
        try await withSite { site in
            let ada = try await site.signUp(on: Device(userAgent: Self.firefox, address: "192.0.2.1")).user
            try await site.signIn(on: Device(userAgent: userAgent, address: address))
            #expect(try await review(site, ada) == (isNew ? .new : nil))
        }
    }

    @Test(arguments: [("2001:db8:1:ffff::9", false), ("2001:db8:2::1", true)])
    func `a network of IPv6 has 48 bits`(address: String, isNew: Bool) async throws {
        try await withSite { site in
            let ada = try await site.signUp(on: Device(userAgent: "a", address: "2001:db8:1::1")).user
            try await site.signIn(on: Device(userAgent: "a", address: address))
            #expect(try await review(site, ada) == (isNew ? .new : nil))
        }
    }

    @Test func `the second sign-in from a place is not new, and the first still waits for an answer`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 0..<2 { try await site.signIn(on: .phone) }
            #expect(try await review(site, ada.user) == nil)
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).map(\.device) == [.phone])
        }
    }

    @Test func `where one person is known another is not`() async throws {
        try await withSite { site in
            try await site.signUp("ada", on: .phone)
            let bruno = try await site.signUp("bruno", on: .home).user
            try await site.signIn("bruno", on: .phone)
            #expect(try await review(site, bruno) == .new)
        }
    }

    @Test func `a failed try makes no place known`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().user
            _ = try await site.guess(times: 1, on: .phone)
            try await site.signIn(on: .phone)
            #expect(try await review(site, ada) == .new)
        }
    }

    @Test func `half a sign-in makes no place known`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            _ = try await site.challenge(on: .phone)
            _ = try await site.accounts.authentication.signIn(
                with: site.challenge(on: .phone), code: site.code(key), on: .phone)
            #expect(try await review(site, ada.user) == .new)
        }
    }

    @Test func `"that was me" answers, twice is fine`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let phone = try await site.signIn(on: .phone)
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            for _ in 0..<2 { try await site.accounts.activity.confirmSignIn(entry.id, by: ada.signedIn) }
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).isEmpty)
            #expect(try await review(site, ada.user) == .confirmed)
            #expect(try await site.accounts.sessions.authenticate(phone.token) != nil)
        }
    }

    @Test func `who signed in from somewhere new is not asked there, and cannot answer there`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let strangers = [try await site.signIn(on: .stranger), try await site.signIn(on: .stranger)]
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            for stranger in strangers {
                #expect(try await site.accounts.activity.unansweredSignIns(askedOf: stranger.signedIn).isEmpty)
                await #expect(throws: RecordNotFound.self) {
                    try await site.accounts.activity.confirmSignIn(entry.id, by: stranger.signedIn)
                }
            }
            #expect(try await review(of: .signedIn, site, ada.user) == nil)
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn) == [entry])
        }
    }

    @Test func `"that wasn't me" ends all other sessions and forgets the place`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let others = [try await site.signIn(on: .stranger), try await site.signIn(on: .home)]
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            #expect(entry.session == others[0].session.id)
            #expect(try await site.accounts.activity.denySignIn(entry.id, by: ada.signedIn) == 2)
            for other in others { #expect(try await site.accounts.sessions.authenticate(other.token) == nil) }
            #expect(try await site.accounts.sessions.authenticate(ada.token) != nil)
            #expect(try await review(site, ada.user) == nil)
            #expect(try await site.kinds(of: ada.user).first == .signInDenied)
            try await site.signIn(on: .stranger)
            #expect(try await review(site, ada.user) == .new)
        }
    }

    @Test func `what was denied stays so`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.signIn(on: .stranger)
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            _ = try await site.accounts.activity.denySignIn(entry.id, by: ada.signedIn)
            try await site.accounts.activity.confirmSignIn(entry.id, by: ada.signedIn)
            #expect(try await review(site, ada.user) == .denied)
        }
    }

    @Test func `"that wasn't me" makes half-way sign-ins and reset links worthless`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            _ = try await site.accounts.authentication.signIn(
                with: site.challenge(on: .stranger), code: site.code(key), on: .stranger)
            let challenge = try await site.challenge(on: .stranger)
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            _ = try await site.accounts.activity.denySignIn(entry.id, by: ada.signedIn)
            site.clock.advance(by: 30)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .stranger)
            }
            await #expect(throws: AuthenticationError.linkExpired) {
                try await site.accounts.authentication.owner(of: link.token)
            }
        }
    }

    @Test func `only what is up for review, and one's own, is answered`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.signIn("ada", on: .stranger)
            let entries = try await site.accounts.activity.recent(of: ada.user, limit: 10)
            for (id, person) in [(entries[0].id, bruno), (entries[1].id, ada), (99, ada)] {
                await #expect(throws: RecordNotFound.self) {
                    try await site.accounts.activity.confirmSignIn(id, by: person.signedIn)
                }
                await #expect(throws: RecordNotFound.self) {
                    try await site.accounts.activity.denySignIn(id, by: person.signedIn)
                }
            }
            #expect(try await review(site, ada.user) == .new)
        }
    }

    @Test func `a session that has ended denies nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let stranger = try await site.signIn(on: .stranger)
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            try await site.accounts.sessions.signOut(ada.signedIn)
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.activity.denySignIn(entry.id, by: ada.signedIn)
            }
            #expect(try await site.accounts.sessions.authenticate(stranger.token) != nil)
        }
    }

    @Test func `an eleventh question takes the oldest one's place, for good`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for number in 1...15 {
                try await site.signIn(on: Device(userAgent: "\(number) x", address: "10.0.\(number).1"))
            }
            var asked = try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn)
            #expect(asked.map(\.device.address) == (6...15).reversed().map { "10.0.\($0).1" })
            for entry in asked { try await site.accounts.activity.confirmSignIn(entry.id, by: ada.signedIn) }
            asked = try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn)
            #expect(asked.isEmpty)
            let entries = try await site.accounts.activity.recent(of: ada.user, limit: 100)
            #expect(entries.filter { $0.review == .lapsed }.count == 5)
            #expect(entries.filter { $0.kind == .signedIn }.count == 15)
        }
    }

    @Test func `a question that lapsed while it was on the page is answered all the same`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.signIn(on: .stranger)
            let entry = try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first)
            for number in 1...10 { try await site.signIn(on: Device(userAgent: "", address: "10.0.\(number).1")) }
            #expect(try await site.accounts.activity.denySignIn(entry.id, by: ada.signedIn) == 11)
        }
    }

    @Test func `so many places are remembered, the latest`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().user
            for number in 0..<(KnownLocation.limit + 20) {
                let print = KnownLocation.fingerprint(
                    of: Device(userAgent: "", address: "10.0.\(number).1"), for: ada.id, with: .test)
                try await site.database.write {
                    _ = try KnownLocationStore.note($0, print, of: ada.id, at: TestClock.start + Double(number + 1))
                }
            }
            #expect(try await site.count("origin") == KnownLocation.limit)
            #expect(try await site.value("SELECT min(lastSeenAt) FROM origin") == TestClock.start.stored + 21)
        }
    }

    @Test func `the database does not hold the places in clear`() async throws {
        try await withSite { site in
            try await site.signUp()
            let places: [Data] = try await site.database.read {
                try $0.rows("SELECT fingerprint FROM origin") { $0[0] }
            }
            #expect(places == [KnownLocation.fingerprint(of: .home, for: 1, with: .test)])
            #expect(places != [KnownLocation.fingerprint(of: .home, for: 1, with: .other)])
        }
    }

    @Test func `places are forgotten after a year without a sign-in, but never the last`() async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 1)
            try await site.signIn(on: .phone)
            site.clock.advance(by: 365 * 86_400 - 1)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("origin") == 1)
            site.clock.advance(by: 86_400)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("origin") == 1)
        }
    }
}
