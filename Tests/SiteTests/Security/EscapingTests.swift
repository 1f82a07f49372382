import Testing

@testable import SiteTestSupport

@Suite struct EscapingTests {
    @Test(arguments: HostileText.nicknames)
    func `a nickname is text wherever it stands`(nickname: String) async throws {
        try await withSite { site in
            let browser = try await site.member(nickname: nickname)
            let profile = try await browser.get("/profile")
            #expect(profile.document.input("nickname")?["value"] == nickname)
            let dashboard = try await browser.get("/dashboard")
            #expect(dashboard.document.first("h1")?.text == "Hello, \(nickname)")
            for reply in [profile, dashboard, try await browser.get("/nowhere")] {
                #expect(reply.document.first("bdi")?.text == nickname)
                let names = Set(reply.document.root.descendants.map(\.name))
                #expect(names.isDisjoint(with: ["script", "b"]))
                #expect(!reply.document.all("img").contains { $0["src"] == "x" })
                #expect(!reply.document.root.descendants.contains { $0["onmouseover"] != nil })
            }
        }
    }

    @Test func `every special character is written as its reference`() async throws {
        try await withSite { site in
            let text = try await site.member(nickname: "<>&\"'").get("/dashboard").text
            #expect(text.contains("Hello, <bdi>&lt;&gt;&amp;&quot;&#39;</bdi>"))
        }
    }

    @Test func `what stands in the database is not trusted either`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await site.force(nickname: "<script>\"'&{{ username }}\u{0}")
            let reply = try await browser.get("/dashboard")
            #expect(reply.document.all("script").isEmpty)
            #expect(reply.text.contains("&lt;script&gt;&quot;&#39;&amp;{{ username }}"))
        }
    }

    @Test(arguments: [
        "\"><script>alert(1)</script>", "' onclick='x", "<b>Firefox/1</b> on Linux", "{{ address }}", "&quot;", "",
    ])
    func `a user agent is text in the table of sessions`(userAgent: String) async throws {
        try await withSite { site in
            let page = try await site.member(userAgent: userAgent).get("/dashboard").document
            let row = try #require(page.first("tbody")?.first("tr"))
            #expect(row.first("span")?["title"] == userAgent)
            #expect(row.all("script").isEmpty && row.all("b").isEmpty)
            #expect(row.first("span")?.attributes.count == 1)
        }
    }

    @Test func `a refused field comes back as text`() async throws {
        try await withSite { site in
            let value = "\"><b a='b'>&{{ label }}"
            let signUp = try await Browser(site).signUp(value, nickname: value + String(repeating: "x", count: 50))
            #expect(signUp.document.input("username")?["value"] == value)
            #expect(signUp.document.input("nickname")?["value"]?.hasPrefix(value) == true)
            let signIn = try await Browser(site).signIn(value)
            #expect(signIn.document.input("username")?["value"] == value)
            #expect(signUp.document.all("b").isEmpty && signIn.document.all("b").isEmpty)
        }
    }

    @Test(arguments: [
        "/<script>alert(1)</script>", "/nowhere?<script>alert(1)</script>", "/login?next=<script>",
        "/login?next=%2F%22%3E%3Cscript%3E", "/?\"><script>", "/avatars/<script>", "/static/<script>.css",
        "/sessions/<script>/revoke",
    ])
    func `an address is never echoed as it is`(path: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", path)
            #expect(!reply.text.contains("<script>"))
            #expect(reply.document.all("script").isEmpty)
            #expect(!(reply.location ?? "").contains("<"))
        }
    }

    @Test func `the path to return to is text in the form`() async throws {
        try await withSite { site in
            let next = "/\"><script>alert('1')</script>&{{problem}}"
            let page = try await site.request("GET", "/login?" + Encoding.urlEncoded([("next", next)])).document
            #expect(page.input("next")?["value"] == next)
            #expect(page.all("script").isEmpty)
        }
    }
}
