import Testing

@testable import SiteTestSupport

@Suite struct ProfileValidationTests {
    @Test(arguments: [
        ("", "Please enter a nickname."), ("   ", "Please enter a nickname."),
        (String(repeating: "x", count: 51), "A nickname has at most 50 characters."),
    ])
    func `a refused nickname stands in its field`(nickname: String, message: String) async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.rename(to: nickname)
            #expect(reply.status == 422)
            #expect(reply.document.input("nickname")?["aria-invalid"] == "true")
            #expect(reply.document.descriptions(of: "nickname").first == message)
            #expect((reply.document.input("nickname")?["value"] ?? "") == nickname)
            #expect(reply.document.first("bdi")?.text == "alice")
        }
    }

    private func change(_ browser: Browser, _ current: String, _ new: String) async throws -> Reply {
        let fields = ["current_password": current, "new_password": new]
        return try await browser.submit("/profile/password", on: "/profile", fields)
    }

    @Test func `a wrong current password is reported beside it`() async throws {
        try await withSite { site in
            let reply = try await change(try await site.member(), "not the password", "a fine new password")
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "current_password") == ["This is not your current password."])
            #expect(reply.document.input("new_password")?["aria-invalid"] == nil)
            #expect(!reply.text.contains("not the password") && !reply.text.contains("a fine new password"))
        }
    }

    @Test(arguments: [
        ("short", "A password has at least 8 characters."), ("alice-in-w", "The password cannot be the username."),
        ("password1", "This password is too common. Please choose another."),
    ])
    func `a refused new password is reported beside it`(new: String, message: String) async throws {
        try await withSite { site in
            let browser = try await site.member("alice-in-w")
            let reply = try await change(browser, TestSite.password, new)
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "new_password").first == message)
            #expect(reply.document.input("current_password")?["aria-invalid"] == nil)
            #expect(try await site.device(of: "alice-in-w").isSignedIn())
        }
    }

    @Test func `the new password is not the old one`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await change(browser, TestSite.password, TestSite.password)
            #expect(reply.status == 422)
            let message = "This is the password that you have already. Please choose another."
            #expect(reply.document.descriptions(of: "new_password").first == message)
            // Nor with a link.
            let path = try await site.resetPath(of: "alice")
            let fields = ["new_password": TestSite.password]
            let reset = try await Browser(site).submit(path, on: path, fields)
            #expect(reset.document.descriptions(of: "new_password").first == message)
        }
    }

    @Test func `both problems are reported at once`() async throws {
        try await withSite { site in
            let page = try await change(try await site.member(), "not the password", "short").document
            #expect(page.input("current_password")?["aria-invalid"] == "true")
            #expect(page.input("new_password")?["aria-invalid"] == "true")
        }
    }
}
