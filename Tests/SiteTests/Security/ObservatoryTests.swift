import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

/// The score of Mozilla's HTTP Observatory for every page, as its grader counts it: 100 less the faults, and the
/// bonuses for who has 90 without them. It grades one address of a site; here every one is graded.
///
/// A site without scripts that is not on browsers' own list of https sites reaches 150, and 155 with an answer that
/// sets a cookie: only a safe cookie, not the lack of any, has a bonus.
@Suite struct ObservatoryTests {
    @Test func `every page has the best score`() async throws {
        try await withSite(.secure) { site in
            let browser = try await site.member()
            for route in try site.routes() where route.method == .get {
                let path = try await path(of: route.pattern, for: browser)
                let reply = try await browser.get(path, follow: false)
                let best = reply.all("Set-Cookie").isEmpty ? 150 : 155
                #expect(Observatory(reply).score == best, "\(route.pattern): \(Observatory(reply).faults)")
            }
        }
    }

    @Test func `the page after signing up has all bonuses`() async throws {
        try await withSite(.secure) { site in
            let reply = try await Browser(site).signUp("alice", follow: false)
            #expect(Observatory(reply).score == 155)
        }
    }

    /// A place that is there, where the pattern has a parameter.
    private func path(of pattern: String, for browser: Browser) async throws -> String {
        guard pattern.contains(":") else { return pattern }
        if pattern.hasPrefix("/people/") { return try await browser.site.personPath("alice") }
        if pattern.hasPrefix("/reset/") { return try await browser.site.resetPath(of: "alice") }
        let page = try await browser.get("/profile")
        if pattern.hasPrefix("/static/") { return try #require(page.document.first("link")?["href"]) }
        return try page.avatar
    }

    @Test(arguments: [
        ("Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"),
        ("Content-Security-Policy", nil), ("Strict-Transport-Security", "max-age=86400"),
        ("Referrer-Policy", "unsafe-url"), ("X-Content-Type-Options", nil), ("Set-Cookie", "a=b; SameSite=Lax"),
        ("Cross-Origin-Opener-Policy", "unsafe-none"), ("Cross-Origin-Embedder-Policy", nil),
        ("Cross-Origin-Resource-Policy", "cross-origin"), ("Access-Control-Allow-Credentials", "true"),
    ])
    func `a worse header costs`(name: String, value: String?) async throws {
        try await withSite(.secure) { site in
            let reply = try await site.request("GET", "/login")
            let headers = reply.headers.filter { $0.name.lowercased() != name.lowercased() }
            let worse = Reply(status: 200, headers: headers + (value.map { [(name, $0)] } ?? []), body: reply.body)
            #expect(Observatory(worse).score < Observatory(reply).score)
        }
    }
}

/// The grader's counts for one answer over https. Where it knows shades between the best
/// and the worst, the worst counts.
private struct Observatory {
    private(set) var faults: [String] = []
    private var points = 100
    private var bonus = 0
    private let reply: Reply

    var score: Int { points >= 90 ? points + bonus : points }

    init(_ reply: Reply) {
        self.reply = reply
        gradePolicy()
        gradeCookies()
        grade("Strict-Transport-Security", cost: 20) { Self.maxAge($0) >= 15_768_000 }
        grade("X-Content-Type-Options", cost: 5) { $0 == "nosniff" }
        let discreet: Set = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"]
        grade("Referrer-Policy", cost: 5, bonus: 5) { discreet.contains($0) }
        grade("Cross-Origin-Resource-Policy", cost: 5, bonus: 10) { $0 == "same-origin" }
        grade("Cross-Origin-Embedder-Policy", cost: 5, bonus: 10) { $0 == "require-corp" }
        grade("Cross-Origin-Opener-Policy", cost: 5, bonus: 10) { $0 == "same-origin" }
        if reply["Access-Control-Allow-Credentials"] != nil { fault("CORS", 50) }
        // Scripts from elsewhere cost, unless their content is fixed; a page without any has nothing to fix.
        if reply.text.contains("<script") { fault("script", 50) }
    }

    private mutating func gradePolicy() {
        let policy = reply["Content-Security-Policy"] ?? ""
        let isStrict = policy.contains("default-src 'none'") && !policy.contains("unsafe-")
        if isStrict { bonus += policy.contains(/form-action '(self|none)'/) ? 10 : 5 } else { fault("CSP", 25) }
        if policy.contains("frame-ancestors 'none'") { bonus += 5 } else { fault("framing", 20) }
    }

    private mutating func gradeCookies() {
        let cookies = reply.all("Set-Cookie")
        let needed = ["Secure", "HttpOnly", "SameSite"]
        guard cookies.allSatisfy({ cookie in needed.allSatisfy(cookie.contains) }) else { return fault("cookies", 40) }
        if !cookies.isEmpty { bonus += 5 }
    }

    private mutating func grade(_ name: String, cost: Int, bonus: Int = 0, isGood: (String) -> Bool) {
        if isGood(reply[name] ?? "") { self.bonus += bonus } else { fault(name, cost) }
    }

    private mutating func fault(_ name: String, _ cost: Int) {
        faults.append(name)
        points -= cost
    }

    /// Seconds.
    private static func maxAge(_ value: String) -> Int {
        value.firstMatch(of: /max-age=(\d+)/).flatMap { Int($0.output.1) } ?? 0
    }
}
