import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct StreamProbeTests {
    private let path = StreamProbe.path

    @Test func `it sends lines for anyone, and nginx is told to pass them on`() async throws {
        try await withSite { site in
            let window = await Browser(site).follow(path)
            #expect(window.status == 200)
            #expect(window.response.fields[FieldName("X-Accel-Buffering")] == "no")
            try await window.waits(for: "one\n")
            #expect(!window.hasEnded)
            try await window.waitsForEnd()
            #expect(window.text == StreamProbe.lines.joined())
            let head = try await site.request("HEAD", path)
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test func `an address has one at a time`() async throws {
        try await withSite { site in
            let first = await Browser(site).follow(path)
            try await first.waits(for: "one")
            #expect(await Browser(site).follow(path).status == 503)
            await first.close()
            let next = await Browser(site).follow(path)
            #expect(next.status == 200)
            await next.close()
        }
    }

    @Test func `there are four at a time, and one that is never written is forgotten`() throws {
        let probe = StreamProbe()
        func open(_ number: Int) throws -> Response { try probe.response(to: .from("192.0.2.\(number)")) }
        var responses = try (1...4).map(open)
        #expect(throws: HTTPError.self) { try open(5) }
        responses.removeLast()
        responses.append(try open(5))
        #expect(throws: HTTPError.self) { try open(6) }
        #expect(responses.count == 4)
    }
}

extension Request {
    fileprivate static func from(_ address: String) -> Request {
        Request(
            IncomingRequest(path: StreamProbe.path, peer: Peer(address)), router: Router([]), trustedProxies: [])
    }
}
