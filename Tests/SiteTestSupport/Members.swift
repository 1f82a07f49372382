import Testing

extension TestSite {
    static let password = "correct horse battery"

    /// A browser that has signed up through the form.
    func member(
        _ username: String = "alice", nickname: String = "", password: String = TestSite.password,
        userAgent: String = Browser.firefox
    ) async throws -> Browser {
        let browser = Browser(self, userAgent: userAgent)
        let reply = try await browser.signUp(username, nickname: nickname, password: password)
        try #require(reply.path == "/welcome")
        return browser
    }

    /// Another browser of somebody who has signed up.
    func device(
        of username: String = "alice", password: String = TestSite.password, remember: Bool = false,
        userAgent: String = "curl/8.5.0"
    ) async throws -> Browser {
        let browser = Browser(self, userAgent: userAgent)
        let reply = try await browser.signIn(username, password: password, remember: remember)
        try #require(reply.path == "/dashboard")
        return browser
    }
}

extension Browser {
    @discardableResult
    func signUp(
        _ username: String, nickname: String = "", password: String = TestSite.password, follow: Bool = true
    ) async throws -> Reply {
        let fields = ["username": username, "nickname": nickname, "password": password]
        return try await submit("/signup", on: "/signup", fields, follow: follow)
    }

    @discardableResult
    func signIn(
        _ username: String, password: String = TestSite.password, remember: Bool = false, on page: String = "/login",
        follow: Bool = true
    ) async throws -> Reply {
        try await submit(
            "/login", on: page, ["username": username, "password": password], ticked: ["remember": remember],
            follow: follow)
    }

    @discardableResult
    func rename(to nickname: String, follow: Bool = true) async throws -> Reply {
        try await submit("/profile/nickname", on: "/profile", ["nickname": nickname], follow: follow)
    }

    @discardableResult
    func choose(language: String, timeZone: String) async throws -> Reply {
        try await submit("/profile/preferences", on: "/profile", ["language": language, "time_zone": timeZone])
    }

    @discardableResult
    func upload(_ bytes: [UInt8], name: String = "me.png", follow: Bool = true) async throws -> Reply {
        let file = Form.File(name: name, type: "image/png", bytes: bytes)
        return try await submit("/profile/avatar", on: "/profile", files: ["avatar": file], follow: follow)
    }

    /// The path of the person's picture, as a page shows it large.
    func avatar(on page: String) async throws -> String {
        try await get(page).avatar
    }

    @discardableResult
    func signOut(from page: String = "/dashboard", follow: Bool = true) async throws -> Reply {
        try await submit("/logout", on: page, follow: follow)
    }

    /// Whether the session still opens the dashboard.
    func isSignedIn() async throws -> Bool {
        try await get("/dashboard", follow: false).status == 200
    }
}

extension Reply {
    /// The path of the picture that the page shows at 128 pixels.
    var avatar: String {
        get throws { try #require(document.all("img").first { $0["width"] == "128" }?["src"]) }
    }
}
