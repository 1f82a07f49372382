import TestSupport
import Testing

@testable import SiteTestSupport

/// What can be done once the second factor is on.
@Suite struct TwoFactorChangeTests {
    static let page = "/profile/two-factor"

    @Test func `the recovery codes are shown once`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let app = try await browser.beginTwoFactor()
            let form = try await browser.get(Self.page).document.form("\(Self.page)/confirm")
            let input = Form.Input(fields: ["code": app.code])
            let codes = try await browser.submit(form, input).document.recoveryCodes
            for reply in [try await browser.get(Self.page), try await browser.submit(form, input)] {
                #expect(reply.path == Self.page)
                #expect(reply.document.recoveryCodes.isEmpty)
                for code in codes { #expect(!reply.text.contains(code)) }
            }
        }
    }

    @Test func `sending the confirmation again says that it is on`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let app = try await browser.beginTwoFactor()
            let form = try await browser.get(Self.page).document.form("\(Self.page)/confirm")
            try await browser.submit(form, Form.Input(fields: ["code": app.code]))
            let again = try await browser.submit(form, Form.Input(fields: ["code": app.code]))
            #expect(again.flash == "Two-factor sign-in is on already.")
            try await browser.post("\(Self.page)/begin")
            #expect(try await browser.get(Self.page).flash == "Two-factor sign-in is on already.")
        }
    }

    @Test func `new recovery codes take the place of the old`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let old = try await browser.enableTwoFactor().recoveryCodes
            let reply = try await browser.submit("\(Self.page)/codes", on: Self.page)
            let new = reply.document.recoveryCodes
            #expect(reply.status == 200 && reply["Cache-Control"] == "no-store")
            #expect(new.count == 10 && Set(new).isDisjoint(with: old))
            let other = Browser(site)
            try await other.signIn("alice")
            #expect(try await other.enter(old[0], field: "recovery_code").status == 422)
            #expect(try await other.enter(new[0], field: "recovery_code").path == "/dashboard")
        }
    }

    @Test func `someone who has few recovery codes is warned`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.enableTwoFactor()
            for (left, isWarned) in [(4, false), (3, true), (0, true)] {
                try await site.keepRecoveryCodes(left)
                let page = try await browser.get(Self.page)
                #expect(page.text.contains("You have \(left) of 10"))
                #expect(page.document.all("p").contains { $0["class"] == "note warning" } == isWarned)
            }
        }
    }

    @Test func `switched off the password alone opens`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.enableTwoFactor()
            let reply = try await browser.submit("\(Self.page)/disable", on: Self.page)
            #expect(reply.path == Self.page)
            #expect(reply.flash == "Two-factor sign-in is off.")
            #expect(try await Browser(site).signIn("alice").path == "/dashboard")
            #expect(try await site.count("twoFactor WHERE sealedKey <> x''") == 0)
            #expect(try await site.count("recoveryCode") == 0)
        }
    }

    @Test func `the profile says whether it is on`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            func link() async throws -> String? {
                try await browser.get("/profile").document.all("a").first { $0["href"] == Self.page }?.text
            }
            #expect(try await link() == "Set up two-factor sign-in")
            try await browser.enableTwoFactor()
            #expect(try await link() == "Manage two-factor sign-in")
        }
    }

    @Test func `a new password leaves it on`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let app = try await browser.enableTwoFactor().app
            let halfWay = Browser(site)
            try await halfWay.signIn("alice")
            let fields = ["current_password": TestSite.password, "new_password": PasswordChangeTests.new]
            try await browser.submit("/profile/password", on: "/profile", fields)
            #expect(try await browser.isSignedIn())
            // Who knew the old password is not let in by it.
            #expect(try await halfWay.enter(app.code).path == "/login")
            let other = Browser(site)
            #expect(try await other.signIn("alice", password: PasswordChangeTests.new).path == "/login/code")
            #expect(try await other.enter(app.code).path == "/dashboard")
        }
    }

    @Test func `without a fresh proof nothing changes`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.enableTwoFactor()
            site.clock.advance(by: 900)
            for action in ["codes", "disable", "begin", "confirm"] {
                let reply = try await browser.post("\(Self.page)/\(action)", [(name: "code", value: "123456")])
                #expect(reply.document.recoveryCodes.isEmpty, "\(action)")
            }
            #expect(try await browser.get(Self.page).text.contains("10 of 10"))
        }
    }
}

extension TestSite {
    /// Uses recovery codes up behind the back of the site, until so many are left.
    fileprivate func keepRecoveryCodes(_ count: Int) async throws {
        try await database.write { db in
            try db.run(
                "DELETE FROM recoveryCode WHERE hash NOT IN (SELECT hash FROM recoveryCode LIMIT ?)",
                [count])
        }
    }
}
