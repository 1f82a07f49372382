import Testing
import WorkQueue

@testable import Accounts

struct KnownDeviceTests {
    @Test func `guesses from elsewhere do not keep the owner's device out`() async throws {
        try await withSite { site in
            let cookie = site.accounts.authentication.knownDevices.cookie(for: try await site.signUp().user)
            for index in 0..<30 {
                _ = try await site.guess(times: 5, on: Device(userAgent: "", address: "10.0.\(index).1"))
            }
            _ = try await site.guess(times: 5, on: .home)
            await expectTooManyAttempts { try await site.signIn(on: .home) }
            try await site.signIn(on: .home, knownDevice: cookie)
        }
    }

    @Test func `the device's own wrong attempts do not count elsewhere`() async throws {
        try await withSite { site in
            let cookie = site.accounts.authentication.knownDevices.cookie(for: try await site.signUp().user)
            #expect(try await site.guess(times: 20, on: .home, knownDevice: cookie) == 10)
            try await site.signIn(on: .home)
        }
    }

    @Test func `a known device has ten attempts and then waits`() async throws {
        try await withSite { site in
            let cookie = site.accounts.authentication.knownDevices.cookie(for: try await site.signUp().user)
            #expect(try await site.guess(times: 10, on: .home, knownDevice: cookie) == 10)
            let error = await expectTooManyAttempts {
                try await site.signIn(on: .phone, knownDevice: cookie)
            }
            #expect(error?.seconds == 30)
        }
    }

    @Test func `who was let in once does not keep the owner's browsers out`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            let (mine, theirs) = (
                site.accounts.authentication.knownDevices.cookie(for: user),
                site.accounts.authentication.knownDevices.cookie(for: user)
            )
            #expect(try await site.guess(times: 20, knownDevice: theirs) == 10)
            try await site.signIn(on: .home, knownDevice: mine)
        }
    }

    @Test func `guesses from many known browsers have a common limit`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            var count = 0
            for _ in 0..<60 {
                count += try await site.guess(
                    times: 10, knownDevice: site.accounts.authentication.knownDevices.cookie(for: user))
            }
            #expect(count == 500)
        }
    }

    @Test func `strangers who fill the queue keep neither a known browser out nor who is signed in`() async throws {
        try await withSite(depth: 2) { site in
            let ada = try await site.signUp()
            let cookie = site.accounts.authentication.knownDevices.cookie(for: ada.user)
            var guesses: Task<Int, any Error>?
            var known: [Task<Void, any Error>] = []
            let result = try await site.during({ try await site.guess("cleo", times: 1) }) {
                guesses = Task { try await site.guess("bruno", times: 1) }
                try await site.waitForLoad(3)
                await #expect(throws: WorkQueue.Full.self) { try await site.signIn(on: .stranger) }
                known = [
                    Task { _ = try await site.signIn(on: .stranger, knownDevice: cookie) },
                    Task {
                        _ = try await site.accounts.authentication.confirmPassword(ada.signedIn, password: testPassword)
                    },
                ]
                try await site.waitForLoad(5)
            }
            for task in known { try await task.value }
            #expect(try result.get() == 1)
            #expect(try await guesses?.value == 1)
        }
    }

    @Test func `the cookie of another account is ignored`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            let cookie = site.accounts.authentication.knownDevices.cookie(for: try await site.signUp("mallory").user)
            #expect(try await site.guess("ada", times: 20, knownDevice: cookie) == 5)
        }
    }

    @Test func `the cookie of an account is no cookie for unknown names`() async throws {
        try await withSite { site in
            let cookie = site.accounts.authentication.knownDevices.cookie(for: try await site.signUp().user)
            #expect(try await site.guess("nobody-here", times: 20, knownDevice: cookie) == 5)
        }
    }

    @Test func `a cookie that another site has signed is ignored`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            let cookie = KnownDevices(secret: .other).cookie(for: user)
            #expect(try await site.guess(times: 20, knownDevice: cookie) == 5)
        }
    }

    @Test func `a cookie outlives a new start`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            let cookie = site.accounts.authentication.knownDevices.cookie(for: user)
            #expect(try site.restarted().authentication.knownDevices.find(in: cookie, of: user.id) != nil)
            #expect(try site.restarted(secret: .other).authentication.knownDevices.find(in: cookie, of: user.id) == nil)
        }
    }

    @Test func `anything but a cookie of ours is none`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            let cookie = site.accounts.authentication.knownDevices.cookie(for: user)
            let parts = cookie.split(separator: ".")
            let (browser, code) = (parts[1], parts[2])
            let forged = [
                "", ".", "..", "\(user.id)", "\(user.id).", ".\(code)", "\(user.id).\(code)",
                "\(user.id + 1).\(browser).\(code)", "0\(user.id).\(browser).\(code)",
                "+\(user.id).\(browser).\(code)", " \(cookie)", "\(cookie) ", "\(cookie).", "\(cookie)A", "\(cookie)=",
                "\(user.id)..\(code)", "\(user.id).\(browser)A.\(code)", "\(user.id).\(browser).",
                String(cookie.dropLast()), "\(user.id).\(browser).\(String(repeating: "A", count: 43))",
            ]
            for text in forged {
                #expect(site.accounts.authentication.knownDevices.find(in: text, of: user.id) == nil, "\(text)")
            }
            #expect(site.accounts.authentication.knownDevices.find(in: cookie, of: user.id)?.browser == String(browser))
            #expect(site.accounts.authentication.knownDevices.find(in: cookie, of: user.id + 1) == nil)
            #expect(site.accounts.authentication.knownDevices.find(in: nil, of: user.id) == nil)
        }
    }

    @Test(arguments: [(31, false), (32, true), (33, true)])
    func `a secret has at least 32 bytes`(count: Int, isAccepted: Bool) {
        #expect((Secret(Array(repeating: 1, count: count)) != nil) == isAccepted)
    }

    @Test func `what is signed for one purpose is not signed for another`() {
        let code = Secret.test.authenticationCode(for: "1", purpose: .knownDevice)
        #expect(Secret.test.isValid(code, for: "1", purpose: .knownDevice))
        #expect(!Secret.test.isValid(code, for: "1", purpose: .knownLocation))
        #expect(!Secret.test.isValid(code, for: "2", purpose: .knownDevice))
    }
}
