import Foundation
import IPAddresses
import TestSupport
import Testing

@testable import WebClient

struct WebClientTests {
    private static let loopback = [Network("127.0.0.0/8")].compactMap(\.self)

    private func withReceiver(
        _ answers: [String] = [HookReceiver.ok], _ body: (HookReceiver) async throws -> Void
    ) async throws {
        let receiver = try HookReceiver(answers)
        defer { receiver.stop() }
        try await body(receiver)
    }

    private func post(
        to url: String, networks: [Network] = loopback, _ fields: [(name: String, value: String)] = []
    ) async throws -> WebResponse.Outcome {
        try await WebClient(networks: networks).post(Data("{}".utf8), to: url, fields: fields).outcome
    }

    @Test func `a post arrives with its fields and its body`() async throws {
        try await withReceiver { receiver in
            let outcome = try await post(
                to: "http://127.0.0.1:\(receiver.port)/a?b=c", [("Content-Type", "application/json"), ("X-A", "b")])
            #expect(outcome == .status(200))
            let request = try #require(receiver.received.first)
            #expect(
                request.head.hasPrefix("POST /a?b=c HTTP/1.1\r\n")
                    && String(decoding: request.body, as: UTF8.self) == "{}")
            #expect(request.field("Content-Type") == "application/json" && request.field("X-A") == "b")
        }
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]",
    ])
    func `nothing that is not public is connected to, however its address is written`(host: String) async throws {
        try await withReceiver { receiver in
            let direct = try await post(to: "https://\(host):\(receiver.port)/", networks: [])
            #expect(direct == .refusedAddress)
            let other = [Network("10.0.0.0/8")].compactMap(\.self)
            let byNetwork = try await post(to: "http://\(host):\(receiver.port)/", networks: other)
            #expect(byNetwork == .refusedAddress)
            #expect(receiver.received.isEmpty)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:PORT/", "file:///etc/passwd", "ftp://127.0.0.1:PORT/", "gopher://127.0.0.1:PORT/_a",
    ])
    func `only https is spoken where no network is named`(url: String) async throws {
        try await withReceiver { receiver in
            let outcome = try await post(to: url.replacing("PORT", with: String(receiver.port)), networks: [])
            guard case .failed = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(receiver.received.isEmpty)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        try await withReceiver { target in
            let answer = """
                HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:\(target.port)/\r\nContent-Length: 0\r\n\
                Connection: close\r\n\r\n
                """
            try await withReceiver([answer]) { receiver in
                let redirected = try await post(to: "http://127.0.0.1:\(receiver.port)/")
                #expect(redirected == .status(307))
                #expect(receiver.received.count == 1 && target.received.isEmpty)
            }
        }
    }

    @Test func `of a long answer, only the beginning is read`() async throws {
        let long = String(repeating: "a", count: 20 << 20)
        try await withReceiver(["HTTP/1.1 201 Made\r\nContent-Length: \(20 << 20)\r\n\r\n\(long)"]) { receiver in
            let long = try await post(to: "http://127.0.0.1:\(receiver.port)/")
            #expect(long == .status(201))
        }
    }

    @Test func `an answer that does not come is not waited for`() async throws {
        try await withReceiver([""]) { receiver in
            let outcome = try await post(to: "http://127.0.0.1:\(receiver.port)/")
            guard case .failed(let reason) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(reason.lowercased().contains("timeout"))
        }
    }

    @Test func `what is no answer is a failure with a reason`() async throws {
        try await withReceiver(["nonsense\r\n\r\n"]) { receiver in
            let outcome = try await post(to: "http://127.0.0.1:\(receiver.port)/")
            guard case .failed(let reason) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(!reason.isEmpty)
        }
    }
}
