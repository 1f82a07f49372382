#if os(Linux)
import Foundation
import HTTP
import Subprocess
import SystemPackage
import TestSupport
import Testing

@testable import Transport

/// The program, for a run of these tests alone: it takes a server for a broken one that is slow among two thousand tests.
private let kosoku = ProcessInfo.processInfo.environment["KOSOKU"]

/// Autobahn's cases, by kosoku (PyPI), against a server that sends every message back.
@Suite(.enabled(if: kosoku != nil, "KOSOKU does not say where kosoku is"))
struct ConformanceTests {
    /// Without 9, which sends up to 16 MB at once, and 12 and 13, which are about compression.
    @Test(.timeLimit(.minutes(10))) func `the server passes every case of Autobahn's`() async throws {
        let kosoku = try #require(kosoku)
        try await withTemporaryDirectory { folder in
            try await TestServer.with(SiteHandlers.echoing) { server in
                let result = try await Subprocess.run(
                    .path(FilePath(kosoku)),
                    arguments: [
                        "-m", "fuzzingclient", "-x", "9.*", "-x", "12.*", "-x", "13.*", "-p", "4", "-o",
                        folder.path, "127.0.0.1:\(server.port)",
                    ],
                    output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
                #expect(result.terminationStatus.isSuccess, "\(result.standardOutput)")
                let index = try Data(contentsOf: folder.appending(path: "index.json"))
                let cases = try Self.cases(in: index)
                #expect(cases.count > 200)
                for (name, behavior) in cases { #expect(["OK", "INFORMATIONAL"].contains(behavior), "\(name)") }
            }
        }
    }

    private static func cases(in index: Data) throws -> [(String, String)] {
        let agents = try JSONSerialization.jsonObject(with: index) as? [String: [String: [String: Any]]] ?? [:]
        return agents.values.flatMap { cases in
            cases.map { ($0, "\($1["behavior"] ?? "")") }
                + cases.map { ("close \($0)", "\($1["behaviorClose"] ?? "")") }
        }
    }
}

extension SiteHandlers {
    fileprivate static func echoing(_ site: SiteHandlers) throws -> any ServerPool {
        let answer: @Sendable (IncomingRequest) async -> OutgoingResponse = { request in
            guard let handshake = try? WebSocketHandshake(request.fields) else {
                return OutgoingResponse(status: .upgradeRequired)
            }
            return OutgoingResponse(
                status: .switchingProtocols, fields: handshake.fields,
                body: .stream(
                    .upgrade { client in
                        do { try await echo(WebSocket(over: client)) } catch is WebSocketEnd {}
                    }))
        }
        return try makeServerPool(.reactor, .patient, for: SiteHandlers(respond: answer, refuse: site.refuse))
    }

    private static func echo(_ socket: WebSocket) async throws {
        while true {
            switch try await socket.next() {
            case .text(let text): try await socket.send(WebSocketFrame.text(Data(text.utf8)))
            case .binary(let data): try await socket.send(WebSocketFrame.binary(data))
            case nil: continue
            }
        }
    }
}
#endif
