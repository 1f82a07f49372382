import Foundation
import TestSupport
import Testing

@testable import Accounts

struct SetUpTests {
    @Test func `a key counts when a code has confirmed it`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            #expect(try await site.accounts.twoFactor.state(of: ada.user) == .off)
            let key = try await site.accounts.twoFactor.begin(ada.signedIn)
            #expect(try await site.accounts.twoFactor.state(of: ada.user) == .pending(key))
            try await site.signIn()
            _ = try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(key))
            #expect(
                try await site.accounts.twoFactor.state(of: ada.user)
                    == .on(since: TestClock.start, recoveryCodesLeft: 10))
            #expect(try await site.accounts.twoFactor.state(of: ada.user).isOn)
        }
    }

    @Test func `a wrong code confirms nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let key = try await site.accounts.twoFactor.begin(ada.signedIn)
            await #expect(throws: TwoFactorError.wrongCode) {
                try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.wrongCode(key))
            }
            #expect(try await site.accounts.twoFactor.state(of: ada.user) == .pending(key))
        }
    }

    @Test func `a new key takes the place of one that was not confirmed`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let first = try await site.accounts.twoFactor.begin(ada.signedIn)
            let second = try await site.accounts.twoFactor.begin(ada.signedIn)
            #expect(first != second)
            await #expect(throws: TwoFactorError.wrongCode) {
                try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(first))
            }
            _ = try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(second))
        }
    }

    @Test(arguments: [(3599, true), (3600, false)] as [(TimeInterval, Bool)])
    func `a key waits an hour to be confirmed`(seconds: TimeInterval, waits: Bool) async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let key = try await site.accounts.twoFactor.begin(ada.signedIn)
            site.clock.advance(by: seconds)
            let later = try await site.accounts.authentication.confirmPassword(ada.signedIn, password: testPassword)
            let result = await Result {
                try await site.accounts.twoFactor.confirm(later.signedIn, code: site.code(key))
            }
            if waits { _ = try result.get() } else { #expect(throws: TwoFactorError.notSetUp) { try result.get() } }
        }
    }

    @Test func `a confirmed key is not replaced`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            await #expect(throws: TwoFactorError.alreadyOn) {
                try await site.accounts.twoFactor.begin(ada.signedIn)
            }
            await #expect(throws: TwoFactorError.notSetUp) {
                try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(key))
            }
            _ = try await site.accounts.authentication.signIn(with: site.challenge(), code: site.code(key), on: .home)
        }
    }

    @Test func `switched off, the password is enough, and twice is fine`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge()
            for _ in 0..<2 { try await site.accounts.twoFactor.disable(ada.signedIn) }
            #expect(try await site.accounts.twoFactor.state(of: ada.user) == .off)
            try await site.signIn()
            for table in ["twoFactor WHERE sealedKey <> x''", "recoveryCode", "signInTicket"] {
                #expect(try await site.count(table) == 0)
            }
            #expect(try await site.kinds(of: ada.user).filter { $0 == .twoFactorDisabled }.count == 1)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: "123456", on: .home)
            }
        }
    }

    @Test func `a step that was used counts no more after the second factor was off`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let key = try await site.accounts.twoFactor.begin(ada.signedIn)
            _ = try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(key, in: 1))
            try await site.accounts.twoFactor.disable(ada.signedIn)
            let next = try await site.accounts.twoFactor.begin(ada.signedIn)
            for step in -1...1 as ClosedRange<Int64> {
                await #expect(throws: TwoFactorError.wrongCode) {
                    try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(next, in: step))
                }
            }
            site.clock.advance(by: 30)
            _ = try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(next, in: 1))
        }
    }

    @Test func `what is left of a second factor that is off is a time, for an hour`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.enableTwoFactor(ada)
            try await site.accounts.twoFactor.disable(ada.signedIn)
            let left = try await site.export(of: ada.signedIn).head.twoFactor
            #expect(!left.isOn && left.keyMadeAt == nil && left.lastCodeAt != nil)
            site.clock.advance(by: 3600)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("twoFactor") == 0)
        }
    }

    @Test func `new recovery codes make the old ones worthless`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (_, old) = try await site.enableTwoFactor(ada)
            let new = try await site.accounts.twoFactor.replaceRecoveryCodes(ada.signedIn)
            #expect(Set(old).isDisjoint(with: new))
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(with: site.challenge(), code: old[0].text, on: .home)
            }
            _ = try await site.accounts.authentication.signIn(with: site.challenge(), code: new[0].text, on: .home)
        }
    }

    @Test func `without a second factor there are no recovery codes`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            await #expect(throws: TwoFactorError.notSetUp) {
                try await site.accounts.twoFactor.replaceRecoveryCodes(ada.signedIn)
            }
            _ = try await site.accounts.twoFactor.begin(ada.signedIn)
            await #expect(throws: TwoFactorError.notSetUp) {
                try await site.accounts.twoFactor.replaceRecoveryCodes(ada.signedIn)
            }
        }
    }

    @Test func `the database holds neither the key nor a recovery code`() async throws {
        try await withSite { site in
            let (key, codes) = try await site.enableTwoFactor(site.signUp())
            let stored = try site.stored()
            let secrets =
                [Data(key.bytes), Data(Data(key.bytes).base32.utf8)]
                + codes.flatMap { [Data($0.text.utf8), Data($0.text.replacing("-", with: "").utf8)] }
            for secret in secrets { #expect(stored.range(of: secret) == nil) }
            #expect(stored.range(of: codes[0].hash(for: 1, with: .test)) != nil)
        }
    }

    @Test func `maintenance forgets keys that nobody confirmed`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.enableTwoFactor(ada)
            _ = try await site.accounts.twoFactor.begin(bruno.signedIn)
            site.clock.advance(by: 3600)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.value("SELECT group_concat(userId) FROM twoFactor") == "\(ada.user.id)")
        }
    }
}
