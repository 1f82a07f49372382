import Foundation
import HTTP
import Synchronization
import Testing

@testable import SiteTestSupport

/// A body that its client draws out.
@Suite struct HeldBodyTests {
    /// Sends half of a form, does something else, and sends the rest.
    private func send(
        _ path: String, _ headers: [String: String], to site: TestSite,
        meanwhile: @escaping @Sendable () async throws -> Void
    ) async throws -> Int {
        let picture = Form.File(name: "a.txt", type: "text/plain", bytes: Array("some text".utf8))
        let body = Encoding.multipart([("body", "Posted late")], files: [("file", picture)])
        var request = WireRequest(method: "POST", path: path)
        request.headers = headers.merging(["Content-Type": Encoding.multipartType]) { $1 }
        request.body = body
        var incoming = try InProcess.parse(request.bytes(host: site.host))
        let parts = Mutex([body.prefix(body.count / 2), body.dropFirst(body.count / 2)].map { Data($0) })
        incoming.body = .stream(declaredLength: body.count) {
            let part = parts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if parts.withLock(\.isEmpty), part != nil { try await meanwhile() }
            return part
        }
        return await site.inner.respond(to: incoming).status.code
    }

    @Sendable private func endOthers(of username: String, on site: TestSite) async throws {
        try await site.device(of: username).post("/sessions/revoke-others")
    }

    @Test func `what is sent while its session ends is not posted`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let path = "/rooms/1-everyone/messages"
            let headers = ["Cookie": alice.cookieHeader, "Origin": site.options.publicURL]
            #expect(try await send(path, headers, to: site) {} == 303)
            #expect(try await site.device(of: "alice").get("/rooms/1-everyone").document.messages.count == 1)
            let status = try await send(path, headers, to: site) { try await endOthers(of: "alice", on: site) }
            #expect(status == 303)
            let after = try await site.device(of: "alice").get("/rooms/1-everyone").document
            #expect(after.messages.count == 1)
            #expect(try await !alice.isSignedIn())
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func `the API refuses it as well`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = "/api/v1/rooms/1/messages"
            let headers = ["Authorization": "Bearer \(alice.accessToken ?? "")"]
            #expect(try await send(path, headers, to: site) {} == 201)
            let status = try await send(path, headers, to: site) { try await endOthers(of: "alice", on: site) }
            #expect(status == 401)
            #expect(try await site.device(of: "alice").get("/rooms/1-everyone").document.messages.count == 1)
        }
    }

    /// The statuses of so many uploads, each of which begins while the one before is under way; the innermost first.
    private func nested(_ count: Int, _ path: String, _ headers: [String: String], to site: TestSite) async throws
        -> [Int]
    {
        let statuses = Mutex([Int]())
        let status = try await send(path, headers, to: site) {
            guard count > 1 else { return }
            let inner = try await nested(count - 1, path, headers, to: site)
            statuses.withLock { $0 = inner }
        }
        return statuses.withLock { $0 } + [status]
    }

    @Test func `a person sends so many large bodies at once at most`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.apiMember("bob"))
            let path = "/rooms/1-everyone/messages"
            let headers = ["Cookie": alice.cookieHeader, "Origin": site.options.publicURL]
            #expect(try await nested(5, path, headers, to: site) == [429, 303, 303, 303, 303])
            // Those that have arrived count no more.
            #expect(try await nested(4, path, headers, to: site) == [303, 303, 303, 303])
            let token = ["Authorization": "Bearer \(bob.accessToken ?? "")"]
            #expect(try await nested(5, "/api/v1/rooms/1/messages", token, to: site) == [429, 201, 201, 201, 201])
            #expect(try site.incoming.isEmpty)
        }
    }
}
