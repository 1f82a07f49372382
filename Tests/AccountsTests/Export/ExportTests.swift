import Foundation
import TestSupport
import Testing

@testable import Accounts

struct ExportTests {
    @Test func `an export has everything about the person`() async throws {
        try await withSite { site in
            let ada = try await site.accounts.authentication.signUp(
                username: "ada", nickname: "Ada Ahlberg", password: testPassword, on: .home)
            _ = try await site.accounts.profiles.setAvatar("1.webp", of: ada.signedIn)
            try await site.accounts.profiles.setPreferences(
                Preferences(language: .german, timeZone: TimeZoneName("Asia/Kolkata")), of: ada.signedIn)
            try await site.accounts.profiles.setPrivacy(Privacy(sendsReceipts: false), of: ada.signedIn)
            try await site.enableTwoFactor(ada)
            _ = try await site.challenge(on: .phone)
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            let export = try await site.export(of: ada.signedIn)
            #expect(export.head.exportedAt == site.clock.now)
            #expect(export.head.account.username == "ada")
            #expect(export.head.account.nickname == "Ada Ahlberg")
            #expect(export.head.account.role == .administrator)
            #expect(export.head.account.picture == "1.webp")
            #expect(export.head.account.language == .german)
            #expect(export.head.account.timeZone == "Asia/Kolkata")
            #expect(export.head.account.showsPresence && !export.head.account.sendsReceipts)
            #expect(
                [export.head.account.createdAt, export.head.account.lastSeenAt] == [TestClock.start, TestClock.start])
            #expect(
                export.head.twoFactor
                    == .init(
                        isOn: true, since: TestClock.start, recoveryCodesLeft: 10, keyMadeAt: TestClock.start,
                        lastCodeAt: OneTimePassword.start(of: OneTimePassword.step(at: TestClock.start))))
            #expect(export.head.account.pictureSeed == String(ada.user.avatarSeed))
            #expect(export.head.placesLastSeenAt == [TestClock.start])
            #expect(export.head.pendingSignIns.map(\.userAgent) == ["Safari"])
            #expect(export.head.pendingSignIns.map(\.address) == ["198.51.100.1"])
            #expect(export.head.pendingSignIns.map(\.remembered) == [false])
            #expect(export.head.pendingSignIns.map(\.wrongCodes) == [0])
            #expect(export.head.resetLinkExpiresAt == link.expiresAt)
        }
    }

    @Test func `sessions and activity are there, also ended ones, the newest first`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let phone = try await site.signIn(remember: true, on: .phone)
            site.clock.advance(by: 10)
            try await site.accounts.sessions.signOut(phone.signedIn)
            let export = try await site.export(of: ada.signedIn)
            #expect(export.sessions.map(\.id) == [phone.session.id, ada.session.id])
            #expect(export.activity.map(\.session) == [nil, nil, phone.session.id, ada.session.id])
            #expect(export.sessions.map(\.renewedAt) == [TestClock.start, TestClock.start])
            #expect(export.sessions.map(\.userAgent) == ["Safari", "Firefox"])
            #expect(export.sessions.map(\.address) == ["198.51.100.1", "192.0.2.1"])
            #expect(export.sessions.map(\.endedAt) == [site.clock.now, nil])
            #expect(export.sessions.map(\.remembered) == [true, false])
            #expect(export.activity.map(\.kind) == [.exported, .signedOut, .signedIn, .signedUp])
            #expect(export.activity.map(\.review) == [nil, nil, .new, nil])
        }
    }

    /// Whoever adds a column decides whether it is in the export, and says so here.
    @Test func `every column that is about a person is in it, or left out for a reason`() async throws {
        let exported = [
            "user": [
                "id", "username", "nickname", "role", "avatar", "avatarSeed", "language", "timeZone", "createdAt",
                "lastSeenAt", "showsPresence", "sendsReceipts",
            ],
            "session": [
                "id", "userAgent", "address", "remembered", "createdAt", "lastSeenAt", "renewedAt", "expiresAt",
                "revokedAt", "provenAt",
            ],
            "activity": ["kind", "userAgent", "address", "at", "sessionId", "review", "others"],
            "origin": ["lastSeenAt"],
            "twoFactor": ["beganAt", "confirmedAt", "lastStep"],
            "recoveryCode": [],
            "signInTicket": ["userAgent", "address", "remembered", "wrongCodes", "expiresAt"],
            "passwordReset": ["expiresAt"],
            "invited": ["inviterId"],
            "personalToken": ["name", "mayWrite"],
            "feedToken": ["createdAt", "lastUsedAt"],
            "incomingHook": [],
        ]
        let leftOut = [
            // Secrets, or their hashes.
            "user": ["passwordHash"] + ["disabledAt"]  // Whoever exports is not disabled.
                + ["isApp"]  // And no app.
                + ["statusEmoji", "statusText"],  // In the export of what the person has in rooms.
            "session": ["tokenHash"], "origin": ["fingerprint"], "twoFactor": ["sealedKey"], "recoveryCode": ["hash"],
            "signInTicket": ["tokenHash"], "passwordReset": ["tokenHash", "makerId"],
            // The session is among the others.
            "personalToken": ["tokenHash", "sessionId"],
            "feedToken": ["tokenHash"],
            // Those that a person has made are in the export of what they have in rooms.
            "incomingHook": ["roomId", "tokenHash", "makerId", "createdAt", "lastUsedAt"],
            // A number that means nothing to anybody else.
            "activity": ["id"],
        ]
        try await withSite { site in
            let tables = try await site.tablesOfPeople()
            #expect(Set(tables + ["user"]) == Set(exported.keys))
            for (table, columns) in exported {
                let there = try await site.database.read { db in
                    try db.rows("SELECT name FROM pragma_table_info(?)", [table]) { $0[0] as String }
                }
                let known = columns + (leftOut[table] ?? []) + (table == "user" ? [] : ["userId"])
                #expect(there.sorted() == known.sorted(), "\(table)")
            }
        }
    }

    @Test func `nothing of others is in it`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno", on: .phone))
            try await site.enableTwoFactor(bruno)
            _ = try await site.challenge("bruno", on: .phone)
            let export = try await site.export(of: ada.signedIn)
            #expect(export.sessions.count == 1)
            #expect(export.activity.count == 2)
            #expect(export.head.placesLastSeenAt.count == 1)
            #expect(export.head.pendingSignIns.isEmpty)
            #expect(!export.head.twoFactor.isOn)
        }
    }

    @Test func `as JSON it holds no secret and reads back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, codes) = try await site.enableTwoFactor(ada)
            let link = try await site.accounts.administration.makeResetLink(for: ada.user.id, by: .commandLine)
            let pieces = try await site.accounts.export.pieces(for: ada.signedIn)
            let json = try await pieces.reduce(into: Data()) { $0 += $1 }
            #expect(try await pieces.read().head == pieces.head)
            let text = String(decoding: json, as: UTF8.self)
            for secret in [
                Data(key.bytes).base32, codes[0].text, ada.token.encoded, link.token.encoded,
                ada.token.hash.base64EncodedString(), "scrypt",
            ] { #expect(!text.contains(secret)) }
        }
    }

    @Test func `an export needs a proof and is written down`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            site.clock.advance(by: 900)
            await #expect(throws: AuthenticationError.confirmationNeeded) { try await site.export(of: ada.signedIn) }
            #expect(try await site.kinds(of: ada.user) == [.signedUp])
            let proven = try await site.accounts.authentication.confirmPassword(ada.signedIn, password: testPassword)
            _ = try await site.export(of: proven.signedIn)
            #expect(try await site.kinds(of: ada.user) == [.exported, .signedUp])
        }
    }

    @Test func `exports are limited, and refused ones do not count`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let ended = try await site.signIn("ada")
            try await site.accounts.sessions.signOut(ended.signedIn)
            for _ in 0..<10 {
                await #expect(throws: RecordNotFound.self) { try await site.export(of: ended.signedIn) }
            }
            for _ in 0..<5 { _ = try await site.export(of: ada.signedIn) }
            await expectTooManyAttempts { try await site.export(of: ada.signedIn) }
            _ = try await site.export(of: bruno.signedIn)
        }
    }
}
