import HTTP
import Testing

@testable import Site

@Suite struct RouterTests {
    private let router = Router([
        .get(.home, open: { _ in .text("home") }),
        .get(.profile, open: { _ in .text("profile") }),
        .post(.nickname, visitor: { _, _ in .text("nickname") }),
        .post(.revokeOtherSessions, visitor: { _, _ in .text("others") }),
        .post(.revokeSession, signedIn: { _, _, id in .text("\(id)") }),
        .get(.asset, open: { _, name in .text(name.description) }),
    ])

    private func pattern(_ method: RequestMethod, _ path: String) -> String? {
        if case .found(let route, _) = router.match(method: method, path: path) { route.pattern } else { nil }
    }

    private func allowed(_ method: RequestMethod, _ path: String) -> [RequestMethod]? {
        if case .wrongMethod(let allowed) = router.match(method: method, path: path) { allowed } else { nil }
    }

    @Test func `a path leads to its route`() {
        #expect(pattern(.get, "/") == "/")
        #expect(pattern(.get, "/profile") == "/profile")
        #expect(pattern(.post, "/sessions/7/revoke") == "/sessions/:id/revoke")
        #expect(pattern(.get, "/static/roost.css") == "/static/:file")
    }

    @Test func `a fixed path comes before one with a parameter`() {
        #expect(pattern(.post, "/sessions/revoke-others") == "/sessions/revoke-others")
    }

    @Test func `HEAD is served by GET routes`() {
        #expect(pattern(.head, "/profile") == "/profile")
        #expect(pattern(.head, "/profile/nickname") == nil)
    }

    @Test(arguments: [
        "", "profile", "/profile/", "//profile", "/Profile", "/profile%20", "/sessions//revoke", "/sessions/x/revoke",
        "/sessions/7/revoke/", "/sessions/7/8/revoke", "/sessions/revoke", "/static/", "/unknown",
    ])
    func `another spelling leads nowhere`(path: String) {
        #expect(pattern(.get, path) == nil && pattern(.post, path) == nil)
        #expect(allowed(.get, path) == nil && allowed(.post, path) == nil)
    }

    @Test func `a wrong method gets the allowed ones`() {
        #expect(allowed(.post, "/profile") == [.get, .head, .options])
        #expect(allowed(.get, "/profile/nickname") == [.post, .options])
        #expect(allowed(.options, "/sessions/7/revoke") == [.post, .options])
    }

    @Test func `the path of a parameter leads back to it`() {
        #expect(SitePath.revokeSession.path(SessionID(12)) == "/sessions/12/revoke")
        #expect(SitePath.asset.path(AssetName("roost.css")) == "/static/roost.css")
    }
}
