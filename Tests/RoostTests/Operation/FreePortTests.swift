import Testing

@testable import Roost

/// `--port 0`.
@Suite(.enabled(if: Curl.isInstalled))
struct FreePortTests {
    @Test func `a site on a free port knows its own address`() async throws {
        try await ServedSite.run { site in
            #expect(try await site.daemon.hear(#/Roost is at http://localhost:([0-9]+) /#) == site.port)
            let fields: KeyValuePairs = ["username": "nobody", "password": "a guess"]
            for (port, status) in [(site.port, 422), ("0", 403)] {
                let reply = try await site.curl.post(
                    "\(site.address)/login", fields, ["--header", "Origin: http://localhost:\(port)"])
                #expect(reply.status == status)
            }
        }
    }

    @Test func `an address that is not this machine's is refused`() async throws {
        let settings = try Settings(flags: [.host: "192.0.2.1", .port: "0"], environment: [:])
        var taken = settings
        let error = #expect(throws: ListenFailure.self) { try taken.takeFreePort() }
        #expect(error?.setting == .host)
        #expect(taken.port == 0)
    }
}
