import Foundation
import TestSupport
import Testing

@testable import Accounts

struct ActivityTests {
    private typealias Action = @Sendable (Accounts, SignedIn) async throws -> Void

    private static let actions: [(Activity.Kind, Action)] = [
        (.signedOut, { try await $0.sessions.signOut($1) }),
        (.nicknameChanged, { try await $0.profiles.rename($1, to: "Ada Ahlberg") }),
        (.pictureChanged, { _ = try await $0.profiles.setAvatar("1.webp", of: $1) }),
        (.pictureRemoved, { _ = try await $0.profiles.setAvatar(nil, of: $1) }),
        (
            .passwordChanged,
            { _ = try await $0.authentication.changePassword(of: $1, from: testPassword, to: "another password") }
        ),
        (.sessionEnded, { try await $0.sessions.revoke($1.session.id, by: $1) }),
        (.otherSessionsEnded, { _ = try await $0.sessions.revokeOthers(of: $1) }),
        (.passwordConfirmationFailed, { _ = try? await $0.profiles.delete($1, password: "wrong") }),
        (
            .passwordConfirmationFailed,
            { _ = try? await $0.authentication.changePassword(of: $1, from: "wrong", to: "another password") }
        ),
        (
            .signedIn,
            {
                _ = try await $0.authentication.signIn(
                    username: "ada", password: testPassword, remember: false, on: $1.session.device)
            }
        ),
        (
            .signInFailed,
            {
                _ = try? await $0.authentication.signIn(
                    username: "ada", password: "wrong", remember: false, on: $1.session.device)
            }
        ),
    ]

    private static let twoFactorActions: [(Activity.Kind, Action)] = [
        (.twoFactorEnabled, { _ = try await enableTwoFactor($0, $1) }),
        (
            .twoFactorDisabled,
            {
                _ = try await enableTwoFactor($0, $1)
                try await $0.twoFactor.disable($1)
            }
        ),
        (
            .recoveryCodesReplaced,
            {
                _ = try await enableTwoFactor($0, $1)
                _ = try await $0.twoFactor.replaceRecoveryCodes($1)
            }
        ),
        (.codeFailed, { _ = try? await giveCode($0, $1) { _ in "no code" } }),
        (.signedIn, { try await giveCode($0, $1) { $0[0].text } }),
    ]

    private static let all = actions + twoFactorActions

    private static func enableTwoFactor(_ accounts: Accounts, _ person: SignedIn) async throws -> [RecoveryCode] {
        let key = try await accounts.twoFactor.begin(person)
        let code = OneTimePassword.code(key: key.bytes, step: OneTimePassword.step(at: TestClock.start + 30))
        return try await accounts.twoFactor.confirm(person, code: code)
    }

    private static func giveCode(
        _ accounts: Accounts, _ person: SignedIn, _ code: ([RecoveryCode]) -> String
    ) async throws {
        let codes = try await enableTwoFactor(accounts, person)
        let result = try await accounts.authentication.signIn(
            username: "ada", password: testPassword, remember: false, on: person.session.device)
        guard case .needsCode(let challenge) = result else { return }
        _ = try await accounts.authentication.signIn(
            with: challenge.token, code: code(codes), on: person.session.device)
    }

    @Test(arguments: all.indices)
    func `what happens to an account is written down with time and device`(index: Int) async throws {
        let (kind, act) = Self.all[index]
        try await withSite { site in
            let ada = try await site.signUp(on: .phone)
            site.clock.advance(by: 30)
            try await act(site.accounts, ada.signedIn)
            let entries = try await site.accounts.activity.recent(of: ada.user, limit: 10)
            #expect(entries.first?.kind == kind)
            #expect(entries.last?.kind == .signedUp)
            #expect(Set(entries.map(\.device)) == [.phone])
            #expect(entries.first?.at == TestClock.start + 30)
        }
    }

    @Test func `every kind is tested`() {
        let elsewhere: Set<Activity.Kind> = [
            .signedUp, .recoveryCodeUsed, .codeNotGiven, .signInDenied, .exported, .passwordReset, .resetLinkMade,
            .accountDisabled,
            .refreshTokenReused, .tokenMade, .feedTokenMade, .accountEnabled, .allSessionsEnded, .promoted, .demoted,
            .twoFactorRemoved,
        ]
        #expect(Set(Self.all.map(\.0)).union(elsewhere) == Set(Activity.Kind.allCases))
    }

    @Test func `kinds are stored under their names`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.value("SELECT kind FROM activity") == "signedUp")
        }
    }

    @Test func `the newest entries come first, as many as asked for`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for name in ["A", "B"] {
                site.clock.advance(by: 60)
                try await site.accounts.profiles.rename(ada.signedIn, to: name)
            }
            _ = try await site.accounts.profiles.setAvatar("1.webp", of: ada.signedIn)
            #expect(
                try await site.kinds(of: ada.user, limit: 3) == [.pictureChanged, .nicknameChanged, .nicknameChanged])
        }
    }

    @Test func `a nickname that stays the same is not written down`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.accounts.profiles.rename(ada.signedIn, to: "ada ")
            #expect(try await site.kinds(of: ada.user) == [.signedUp])
        }
    }

    @Test func `what costs nothing is noted once a minute, and each of its kind and device`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            let phone = try await site.signIn("ada", on: .phone)
            for index in 0..<30 {
                try await site.accounts.profiles.rename(ada.signedIn, to: "Ada \(index)")
                try await site.accounts.profiles.redrawAvatar(of: ada.signedIn)
                try await site.accounts.profiles.rename(phone.signedIn, to: "Ada on the phone \(index)")
            }
            let changes: [Activity.Kind] = [.nicknameChanged, .pictureChanged, .nicknameChanged, .signedIn, .signedUp]
            #expect(try await site.kinds(of: ada.user) == changes)
            site.clock.advance(by: 60)
            try await site.accounts.profiles.rename(ada.signedIn, to: "Ada")
            #expect(try await site.kinds(of: ada.user) == [.nicknameChanged] + changes)
        }
    }

    @Test func `each session that is ended is noted, and once`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            let others = [try await site.signIn("ada", on: .phone), try await site.signIn("ada", on: .phone)]
            for _ in 0..<3 {
                for other in others { try await site.accounts.sessions.revoke(other.session.id, by: ada.signedIn) }
            }
            #expect(try await site.kinds(of: ada.user).filter { $0 == .sessionEnded }.count == 2)
        }
    }

    @Test func `nobody sees what happened to others`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.accounts.profiles.rename(bruno.signedIn, to: "Bruno")
            #expect(try await site.kinds(of: ada.user) == [.signedUp])
        }
    }

    @Test func `a kind that this version does not know is left out`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute("UPDATE activity SET kind = 'flewAway'")
            #expect(try await site.kinds(of: ada.user).isEmpty)
        }
    }

    @Test(arguments: [(511, 511), (512, 512), (513, 512), (100_000, 512)])
    func `a device's own description is cut`(count: Int, kept: Int) {
        #expect(Device(userAgent: String(repeating: "x", count: count), address: "::1").userAgent.count == kept)
    }

    @Test func `marks piled on a device's description are cut too`() {
        let device = Device(userAgent: "x" + String(repeating: "\u{338}", count: 9999), address: "::1")
        #expect(device.userAgent.utf8.count == 511)
    }

    @Test(arguments: ["é", "€", "🦇"])
    func `a scalar that does not fit is left out whole`(scalar: String) {
        for lead in 0..<4 {
            let text = String(repeating: "x", count: lead) + String(repeating: scalar, count: 600)
            let kept = Device(userAgent: text, address: "::1").userAgent
            #expect((509...512).contains(kept.utf8.count))
            #expect(text.utf8.starts(with: kept.utf8))
            #expect(!kept.contains("\u{FFFD}"))
        }
    }
}
