import Testing

@testable import SiteTestSupport

/// A refused form says so at the top of the page and in its title, wherever the form is.
@Suite struct ProblemNoteTests {
    private func links(_ page: Document) -> [String: String] {
        let note = page.all("div").first { $0["role"] == "alert" }
        let links = note?.all("a").map { ($0["href"] ?? "", $0.text) } ?? []
        return Dictionary(links) { first, _ in first }
    }

    @Test func `the note leads to each field that is wrong`() async throws {
        try await withSite { site in
            let reply = try await site.member().submit(
                "/profile/password", on: "/profile", ["current_password": "not it", "new_password": "short"])
            let page = reply.document
            #expect(page.first("title")?.text == "Problem: Profile · Roost")
            #expect(
                links(page) == [
                    "#current-password": "Current password This is not your current password.",
                    "#new-password": "New password A password has at least 8 characters.",
                ])
            for target in links(page).keys { #expect(page.element(id: String(target.dropFirst())) != nil) }
        }
    }

    @Test(arguments: [
        ("/signup", "/signup", ["username": "a", "password": "long enough, surely"], "#username"),
        ("/profile", "/profile/nickname", ["nickname": ""], "#nickname"),
        ("/profile", "/profile/status", ["emoji": "no emoji"], "#emoji"),
        ("/profile", "/profile/preferences", ["language": "tlh"], "#language"),
        ("/rooms/new", "/rooms/new", ["name": ""], "#name"),
        ("/rooms/direct", "/rooms/direct", ["people": "nobody-here"], "#people"),
    ])
    func `so it is on every page with a form`(
        page: String, action: String, fields: [String: String], link: String
    ) async throws {
        try await withSite { site in
            let browser = page == "/signup" ? Browser(site) : try await site.member()
            let reply = try await browser.submit(action, on: page, fields)
            #expect(reply.status == 422)
            #expect(reply.document.first("title")?.text.hasPrefix("Problem: ") == true)
            #expect(Array(links(reply.document).keys) == [link])
        }
    }

    @Test func `a page without a problem has no note`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/profile", "/nowhere", "/search?q=word"] {
                let page = try await browser.get(path).document
                #expect(page.first("title")?.text.hasPrefix("Problem:") == false, "\(path)")
                #expect(links(page).isEmpty, "\(path)")
            }
            let search = try await browser.get("/search?q=before:never").document
            #expect(search.first("title")?.text == "Problem: Search · Roost")
        }
    }

    @Test func `the form comes back where it stands, and what was done is said at the top`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let page = try await browser.get("/profile").document
            let actions = page.all("form").compactMap { $0["action"] }.filter { $0.contains("#") }
            #expect(
                Set(actions) == [
                    "/profile/nickname#nickname-title", "/profile/status#status-title",
                    "/profile/preferences#preferences-title", "/profile/avatar#picture-title",
                    "/profile/privacy#privacy-title",
                    "/profile/password#change-password",
                ])
            for action in actions {
                let fragment = String(action.drop { $0 != "#" }.dropFirst())
                #expect(page.element(id: fragment) != nil)
            }
            // Without a fragment of its own, browsers keep that of the form's address.
            let done = try await browser.rename(to: "Al", follow: false)
            #expect(done.location == "/profile#main")
        }
    }

    @Test func `a picture that is too large is refused in the form, before it is read`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.upload(Array(repeating: 0, count: site.options.maxUpload * 2))
            #expect(reply.status == 413)
            #expect(reply.document.error(of: "avatar") == "This picture is larger than 64 KB.")
            #expect(links(reply.document) == ["#avatar": "This picture is larger than 64 KB."])
        }
    }
}
