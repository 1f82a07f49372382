import Foundation
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct TwoFactorSetUpTests {
    static let page = "/profile/two-factor"

    @Test func `two-factor is set up from start to end`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            #expect(try await browser.get(Self.page).text.contains("Off. Your password alone opens your account."))
            let pending = try await browser.submit("\(Self.page)/begin", on: Self.page)
            #expect(pending.path == Self.page)
            let key = try #require(pending.document.key)
            #expect(key.wholeMatch(of: /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/) != nil)
            let app = Authenticator(key: key, clock: site.clock)
            let reply = try await browser.confirmTwoFactor(app.code, follow: false)
            #expect(reply.status == 200)
            #expect(reply["Cache-Control"] == "no-store")
            #expect(reply.flash == "Two-factor sign-in is on. From now on, signing in asks for a code.")
            #expect(Set(reply.document.recoveryCodes).count == 10)
            let page = try await browser.get(Self.page)
            #expect(page.document.first("time")?.text == "2 Nov 2026")
            #expect(page.text.contains("You have 10 of 10 left."))
            #expect(page.document.key == nil)
        }
    }

    @Test func `the key is shown as a picture and as a link too`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let page = try await browser.submit("\(Self.page)/begin", on: Self.page).document
            let picture = try #require(page.all("svg").first { $0["class"] == "qr" })
            #expect(picture["role"] == "img")
            #expect(picture["aria-label"]?.isEmpty == false)
            #expect(picture.all("path").count == 1)
            #expect(!page.root.descendants.contains { $0["style"] != nil })
            let link = try #require(page.all("a").compactMap { $0["href"] }.first { $0.hasPrefix("otpauth:") })
            let key = try #require(page.key).replacing(" ", with: "")
            #expect(link.hasPrefix("otpauth://totp/roost.test:alice?secret=\(key)&issuer=roost.test&"))
        }
    }

    @Test func `a wrong code switches nothing on`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let app = try await browser.beginTwoFactor()
            let key = try await browser.get(Self.page).document.key
            let reply = try await browser.confirmTwoFactor(app.wrongCode)
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "code").first?.hasPrefix("This code is not valid.") == true)
            #expect(reply.document.input("code")?["value"] == nil)
            #expect(reply.document.key == key)
            #expect(try await site.device().sessionToken != nil)
            #expect(try await browser.confirmTwoFactor(app.code).document.recoveryCodes.count == 10)
        }
    }

    @Test func `beginning again makes another key`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let first = try await browser.beginTwoFactor()
            try await browser.post("\(Self.page)/begin")
            #expect(try await browser.confirmTwoFactor(first.code).status == 422)
        }
    }

    @Test func `setting up can be cancelled`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await browser.beginTwoFactor()
            let reply = try await browser.submit("\(Self.page)/disable", on: Self.page)
            #expect(reply.flash == "Two-factor sign-in is off.")
            #expect(reply.document.key == nil)
            #expect(try await site.count("twoFactor WHERE sealedKey <> x''") == 0)
        }
    }

    @Test func `a key is hidden once the proof of the password is old`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await browser.beginTwoFactor()
            site.clock.advance(by: 901)
            let page = try await browser.get(Self.page).document
            #expect(page.key == nil)
            #expect(throws: Never.self) { try page.form("\(Self.page)/begin") }
        }
    }

    @Test func `a key that waited too long is gone`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let app = try await browser.beginTwoFactor()
            let form = try await browser.get(Self.page).document.form("\(Self.page)/confirm")
            site.clock.advance(by: 3600)
            try await browser.signOut()
            try await browser.signIn("alice")
            let reply = try await browser.submit(form, Form.Input(fields: ["code": app.code]))
            #expect(reply.flash?.hasPrefix("The key was not confirmed within an hour") == true)
            #expect(throws: Never.self) { try reply.document.form("\(Self.page)/begin") }
        }
    }

    @Test func `two factor pages of an account without it lead back`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for action in ["codes", "confirm", "disable"] {
                let reply = try await browser.post("\(Self.page)/\(action)", [(name: "code", value: "123456")])
                #expect(reply.status == 303 && reply.location == Self.page, "\(action)")
            }
            #expect(try await site.count("recoveryCode") == 0)
        }
    }
}
