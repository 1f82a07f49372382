import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct SignUpValidationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let field: String
        let value: String
        let message: String

        init(_ field: String, _ value: String, _ message: String) {
            self.field = field
            self.value = value
            self.message = message
        }

        var testDescription: String { "\(field) '\(value.prefix(40))'" }
    }

    static let cases = [
        Case("username", "", "A username has at least 3 characters."),
        Case("username", "al", "A username has at least 3 characters."),
        Case("username", String(repeating: "a", count: 33), "A username has at most 32 characters."),
        Case("username", "al ice", "Use only the letters a to z, digits, dots, dashes and underscores."),
        Case("username", "élise", "Use only the letters a to z, digits, dots, dashes and underscores."),
        Case("username", "<b>x</b>", "Use only the letters a to z, digits, dots, dashes and underscores."),
        Case("username", "Admin", "This name is kept for the site itself. Please choose another."),
        Case("username", "TAKEN", "This username is taken. Please choose another."),
        Case("nickname", "a\u{202E}b", directionMessage),
        Case("nickname", "a\u{7}b", directionMessage),
        Case("nickname", String(repeating: "é", count: 51), "A nickname has at most 50 characters."),
        Case("nickname", "\u{200B}", "Please enter a nickname."),
        Case("password", "", "A password has at least 8 characters."),
        Case("password", "1234567", "A password has at least 8 characters."),
        Case("password", String(repeating: "x", count: 257), "A password has at most 256 characters."),
        Case("password", "password1", "This password is too common. Please choose another."),
        Case("password", "alice.liddell", "The password cannot be the username."),
    ]
    private static let directionMessage =
        "A nickname cannot contain line breaks, control characters or marks that change the writing direction."

    @Test(arguments: cases)
    func `a problem stands beside its field`(problem: Case) async throws {
        try await withSite { site in
            _ = try await site.member("taken")
            var fields = ["username": "alice.liddell", "nickname": "Al", "password": TestSite.password]
            fields[problem.field] = problem.value
            let browser = Browser(site)
            let reply = try await browser.submit("/signup", on: "/signup", fields)
            #expect(reply.status == 422)
            let page = reply.document
            #expect(page.input(problem.field)?["aria-invalid"] == "true")
            #expect(page.descriptions(of: problem.field).first == problem.message)
            for other in ["username", "nickname", "password"] where other != problem.field {
                #expect(page.input(other)?["aria-invalid"] == nil, "\(other)")
            }
            #expect(page.first("title")?.text.hasPrefix("Problem: ") == true)
            #expect(browser.sessionToken == nil)
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `the form comes back filled in but for the password`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signUp("a l", nickname: "Al & Co", password: "secret-of-mine")
            #expect(reply.document.input("username")?["value"] == "a l")
            #expect(reply.document.input("nickname")?["value"] == "Al & Co")
            #expect(reply.document.input("password")?["value"] == nil)
            #expect(!reply.text.contains("secret-of-mine"))
        }
    }

    @Test func `all problems are reported at once`() async throws {
        try await withSite { site in
            let page = try await Browser(site).signUp("a", nickname: "\u{202E}", password: "x").document
            for field in ["username", "nickname", "password"] {
                #expect(page.input(field)?["aria-invalid"] == "true", "\(field)")
                #expect(page.descriptions(of: field).count == 2, "\(field)")
            }
        }
    }

    @Test func `a form without its fields is an empty one`() async throws {
        try await withSite { site in
            for path in ["/signup", "/login"] {
                let reply = try await site.post(path, "")
                #expect(reply.status == 422, "\(path)")
            }
        }
    }

    @Test func `a fresh form has no problems`() async throws {
        try await withSite { site in
            for path in ["/", "/signup", "/login"] {
                let page = try await site.request("GET", path).document
                #expect(!page.all("input").contains { $0["aria-invalid"] != nil }, "\(path)")
            }
        }
    }

    @Test func `every label and hint belongs to a field`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for (visitor, path) in [
                (Browser(site), "/"), (Browser(site), "/login"), (Browser(site), "/signup"),
                (browser, "/profile"), (browser, "/profile/delete"),
            ] {
                let page = try await visitor.get(path).document
                let ids = page.root.descendants.compactMap { $0["id"] }
                #expect(Set(ids).count == ids.count, "\(path)")
                let references = page.root.descendants.flatMap { element in
                    [element["for"], element["aria-describedby"], element["aria-labelledby"]].compactMap(\.self)
                        .flatMap { $0.split(separator: " ").map(String.init) }
                }
                #expect(Set(references).isSubset(of: ids), "\(path)")
            }
        }
    }
}
