import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct RouterTests {
    private static let message: SitePath<PersonID, SessionID> = "/rooms/:room/messages/:message"
    private static let reaction: SitePath<PersonID, SessionID, AssetName> =
        "/rooms/:room/messages/:message/reactions/:name"
    private static let pinned: SitePath<PersonID> = "/rooms/:room/messages/pinned"

    private let router = Router([
        Route(.get, paths.home, .open) { _ in .text("home") },
        Route(.get, paths.profile, .open) { _ in .text("profile") },
        Route(.post, paths.nickname, .visitor) { _, _ in .text("nickname") },
        Route(.post, paths.revokeOtherSessions, .visitor) { _, _ in .text("others") },
        Route(.post, paths.revokeSession, .signedIn) { _, _, id in .text("\(id)") },
        Route(.get, paths.asset, .open) { _, name in .text(name.description) },
        Route(.get, Self.message, .open) { _, room, message in .text("\(room) \(message)") },
        Route(.put, Self.message, .open) { _, room, message in .text("put \(room) \(message)") },
        Route(.delete, Self.message, .visitor, bodyLimit: 10) { _, _, room, message in .text("delete") },
        Route(.patch, Self.reaction, .open) { _, room, message, name in .text("\(room) \(message) \(name)") },
        Route(.get, Self.pinned, .open) { _, room in .text("pinned \(room)") },
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
        #expect(pattern(.get, "/rooms/3/messages/4") == "/rooms/:room/messages/:message")
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

    @Test(arguments: ["/%00", "/a%0Ab", "/%1f", "/%7F", "/%%00", "/static/a%0d%0ab"])
    func `a path with an encoded control character is no path`(path: String) {
        guard case .refused(.malformed) = router.match(method: .get, path: path) else {
            Issue.record("\(path) was looked up")
            return
        }
    }

    @Test(arguments: ["/%20", "/%", "/%0", "/%zz", "/%2500", "/%80"])
    func `a path with other encoded characters, or none, is looked up`(path: String) {
        guard case .notFound = router.match(method: .get, path: path) else {
            Issue.record("\(path) was refused")
            return
        }
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

    @Test func `the handler gets every parameter as a value`() async throws {
        #expect(try await text(.get, Self.message(PersonID(3), SessionID(4))) == "3 4\n")
        #expect(try await text(.put, "/rooms/3/messages/4") == "put 3 4\n")
        #expect(try await text(.patch, "/rooms/3/messages/4/reactions/wave") == "3 4 wave\n")
        #expect(pattern(.get, "/rooms/3/messages/x") == nil)
        #expect(pattern(.get, "/rooms/x/messages/4") == nil)
    }

    @Test func `a segment that is a word and may be a parameter is the word`() async throws {
        #expect(try await text(.get, "/rooms/3/messages/pinned") == "pinned 3\n")
        #expect(pattern(.get, "/rooms/3/messages/pinned/reactions/x") == nil)
    }

    @Test func `each method of a path has its route`() {
        #expect(pattern(.delete, "/rooms/3/messages/4") == "/rooms/:room/messages/:message")
        #expect(allowed(.post, "/rooms/3/messages/4") == [.get, .head, .put, .delete, .options])
        #expect(allowed(.get, "/rooms/3/messages/4/reactions/wave") == [.patch, .options])
    }

    @Test func `a body has the limit of its route, and reading has no body`() {
        let limits = router.routes.map(\.bodyLimit)
        #expect(limits == [0, 0, 65536, 65536, 65536, 0, 0, 65536, 10, 65536, 0])
    }

    private func text(_ method: RequestMethod, _ path: String) async throws -> String? {
        guard case .found(_, let page) = router.match(method: method, path: path) else { return nil }
        let response = try await page(.sample(method: method, path: path))
        guard case .bytes(let bytes) = response.body else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `the path of a parameter leads back to it`() {
        #expect(paths.revokeSession(SessionID(12)) == "/sessions/12/revoke")
        #expect(paths.asset(AssetName("roost.css")) == "/static/roost.css")
        #expect(paths.home() == "/" && paths.signInCode() == "/login/code")
        #expect(Self.reaction(PersonID(1), SessionID(2), AssetName("x")) == "/rooms/1/messages/2/reactions/x")
    }
}
