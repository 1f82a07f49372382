import Accounts
import Foundation
import HTTP
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// Text whose comparing, hashing and composing takes time by the square of its length: a letter with thousands of marks.
///
/// Each request is measured against the same one with as many letters in place of the marks, so that what a page and a long
/// value cost by themselves, which is much in a debug build, is not in the difference. Each counts with the least of
/// several attempts, in CPU time of its own thread: a busy machine makes none of them longer.
@Suite struct CombiningMarksTests {
    private static let size = 64 * 1024 - 32
    /// Marks of two classes in turns, which have to be sorted.
    private static let marks = "a" + String(repeating: "\u{301}\u{316}", count: size / 4)
    private static let letters = String(repeating: "a", count: size)
    /// A field that costs n² takes 100 ms and more. Less than a few milliseconds is noise in a debug build.
    private static let limit = Duration.milliseconds(10)
    private static let attempts = 8
    private static let formType = (FieldName.contentType, "application/x-www-form-urlencoded")

    private static let headers: [FieldName] =
        FieldName.known + [
            .acceptLanguage, .authorization, .idempotencyKey, FieldName("Accept"), FieldName("Last-Event-ID"),
            FieldName("X-Other"),
        ]
    /// Those that may be a reason to refuse the request. Behind one of them the others might not be read.
    private static let gates: [FieldName] = [
        .authorization, .connection, .contentEncoding, .contentLength, .contentType, .cookie, .expect, .host, .ifMatch,
        .ifNoneMatch, .origin, .secFetchDest, .secFetchSite, .transferEncoding, .upgrade, .xForwardedProto,
    ]

    @Test func `no field of a head costs more for its marks`() async throws {
        try await withSite { site in
            for (number, route) in try site.routes().enumerated() {
                let person = try await Person(site, number)
                var baseline = Baseline()
                for names in Self.gates.map({ [$0] }) + [Self.headers.filter { !Self.gates.contains($0) }] {
                    let what = "\(names.map(\.text)) of \(route.method) \(route.pattern)"
                    try await Self.compare(site, what, to: &baseline) { text in
                        let hostile = names.map { ($0, $0 == .cookie ? "\(person.cookie); flash=\(text)" : text) }
                        let own: [(FieldName, String)] = [(.cookie, person.cookie), Self.formType]
                        return person.request(route, fields: own.filter { !names.contains($0.0) } + hostile)
                    }
                }
            }
        }
    }

    @Test func `no cookie costs more for its marks`() async throws {
        try await withSite { site in
            let cookies = CookieNames(secure: false)
            for name in [cookies.session, cookies.flash, cookies.knownDevice, cookies.twoFactorChallenge] {
                for route in try site.routes() {
                    var baseline = Baseline()
                    let what = "\(name) at \(route.method) \(route.pattern)"
                    try await Self.compare(site, what, to: &baseline) { text in
                        Person.request(route, fields: [(.cookie, "\(name)=\(text)"), Self.formType])
                    }
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func `no field of a form costs more for its marks`(isPasswordConfirmationOld: Bool) async throws {
        try await withSite { site in
            var (number, routes) = (0, 0)
            for route in try site.routes() where route.method == .post {
                number += 1
                // An old confirmation changes something only where the page asks for the password again.
                if isPasswordConfirmationOld, try await !Self.asksForPassword(site, route, number) { continue }
                routes += 1
                var (baseline, person) = (Baseline(), Person?.none)
                for (index, field) in TextField.allCases.enumerated() {
                    // Nobody is refused for doing something too often, behind which nothing more might be read.
                    if index.isMultiple(of: 4) { person = nil }
                    if try await person?.mayGoOn(site) != true {
                        number += 1
                        person = try await Person(site, number)
                        if isPasswordConfirmationOld { site.clock.advance(by: 1000) }
                    }
                    guard let person else { continue }
                    // Cut where it is too long, and as long as it may be.
                    let sizes = field.limit < 2000 ? [65_000] : [65_000, field.limit]
                    for size in sizes {
                        try await Self.compare(site, "\(field) at \(route.pattern)", to: &baseline) { text in
                            let rest = TextField.allCases.filter { $0 != field && $0 != .passwordConfirmation }.map {
                                "&\($0.rawValue)=b"
                            }
                            let form = "\(field.rawValue)=" + text.prefix(bytes: size) + rest.joined()
                            return person.request(route, body: Data(form.utf8))
                        }
                    }
                }
            }
            #expect(routes > 3)
        }
    }

    /// Whether a form that is sent long after the password was given leads to the page that asks for it.
    private static func asksForPassword(_ site: TestSite, _ route: Route, _ number: Int) async throws -> Bool {
        let person = try await Person(site, number)
        site.clock.advance(by: 1000)
        let form = TextField.allCases.filter { $0 != .passwordConfirmation }.map { "\($0.rawValue)=b" }
        let request = person.request(route, body: Data(form.joined(separator: "&").utf8))
        return await site.inner.respond(to: request).status.code == 403
    }

    @Test func `no field of a query and no path costs more for its marks`() async throws {
        try await withSite { site in
            for (number, route) in try site.routes().enumerated() where route.method == .get {
                let person = try await Person(site, number)
                var baseline = Baseline()
                for field in TextField.allCases {
                    try await Self.compare(site, "\(field) at \(route.pattern)", to: &baseline) { text in
                        var request = person.request(route)
                        request.query = "\(field.rawValue)=\(text)"
                        return request
                    }
                }
                var pathBaseline = Baseline()
                try await Self.compare(site, "the path \(route.pattern)", to: &pathBaseline) { text in
                    var request = person.request(route)
                    request.path = route.pattern.replacing(/:.*/, with: text)
                    return request
                }
            }
        }
    }

    @Test(arguments: [
        "Content-Disposition: form-data; name=\"#\"", "Content-Disposition: form-data; name=\"avatar\"; filename=\"#\"",
        "Content-Disposition: #", "Content-Type: #", "Content-Transfer-Encoding: #", "#: #",
    ])
    func `no field of a part costs more for its marks`(field: String) async throws {
        try await withSite { site in
            let person = try await Person(site, 1)
            let route = try #require(try site.routes().first { $0.pattern == "/profile/avatar" })
            var baseline = Baseline()
            try await Self.compare(site, field, to: &baseline) { text in
                let line = field.replacing("#", with: text.prefix(bytes: 4000))
                let part = "--x\r\n\(line)\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n"
                let fields = [(FieldName.cookie, person.cookie), (.contentType, "multipart/form-data; boundary=x")]
                return person.request(
                    route, fields: fields, body: Data((String(repeating: part, count: 15) + "--x--\r\n").utf8))
            }
        }
    }

    /// What the requests of a route take with letters. They all are of one size, so that one stands for all.
    private struct Baseline {
        var most = Duration.zero
    }

    /// Expects that a request takes no more than the limit longer with marks than with letters.
    private static func compare(
        _ site: TestSite, _ what: String, to baseline: inout Baseline, _ request: (String) -> IncomingRequest
    ) async throws {
        let hostile = request(marks)
        var least = Duration.seconds(1000)
        for attempt in 0..<attempts {
            if attempt > 0 || baseline.most == .zero {
                let plain = request(letters)
                let duration = try await MeasuringExecutor.measure { _ = await site.inner.respond(to: plain) }
                baseline.most = max(baseline.most, duration)
            }
            least = min(least, try await MeasuringExecutor.measure { _ = await site.inner.respond(to: hostile) })
            if least - baseline.most < limit { return }
        }
        Issue.record("\(what): \(least) with marks, \(baseline.most) without")
    }
}

/// Somebody who has just signed up, and may do everything.
private struct Person: Sendable {
    let cookie: String
    private let token: SessionToken

    init(_ site: TestSite, _ number: Int) async throws {
        let device = Device(userAgent: "", address: "10.\(number >> 8).\(number & 255).1")
        let issued = try await site.accounts.authentication.signUp(
            username: "person\(number)", nickname: "", password: TestSite.password, on: device)
        if number > 0 {
            try await site.accounts.administration.setRole(.administrator, of: issued.user.id, by: .commandLine)
        }
        token = issued.token
        cookie = "session_token=\(issued.token.encoded)"
    }

    /// Whether what was sent before has left the session and the right as they were.
    func mayGoOn(_ site: TestSite) async throws -> Bool {
        try await site.accounts.sessions.authenticate(token)?.user.role == .administrator
    }

    func request(
        _ route: Route, fields: [(FieldName, String)]? = nil, body: Data = Data()
    ) -> IncomingRequest {
        let own = [(FieldName.cookie, cookie), (.contentType, "application/x-www-form-urlencoded")]
        return Self.request(route, fields: fields ?? own, body: body)
    }

    static func request(_ route: Route, fields: [(FieldName, String)], body: Data = Data()) -> IncomingRequest {
        IncomingRequest(
            method: route.method, path: route.path(), fields: RequestFields(fields), body: .bytes(body),
            peer: Peer("192.0.2.1")
        )
    }
}

extension String {
    fileprivate func prefix(bytes: Int) -> String {
        String(decoding: utf8.prefix(bytes), as: UTF8.self)
    }
}
