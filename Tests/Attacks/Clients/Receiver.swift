import Foundation
import Synchronization
import TestSupport

/// A server to which the site posts, and which answers as it likes. Each connection has a thread of its own; the site has
/// few at a time.
final class Receiver: Sendable {
    enum Manner: CaseIterable {
        case honest
        /// Never answers, or long after anybody waits.
        case silent, late
        /// One byte at a time.
        case trickling
        case endlessHead, endlessBody
        case redirecting
        /// Ends the connection anywhere.
        case leaving
    }

    private let socket: ServerSocket
    private let manner: Manner
    /// Where it redirects to.
    private let target: String
    private let state = Mutex((connections: 0, bodies: [(text: String, at: ContinuousClock.Instant)]()))

    init(at address: String, _ manner: Manner, redirectingTo target: String = "") throws {
        (self.manner, self.target) = (manner, target)
        socket = try ServerSocket(at: address)
        Thread.detachNewThread { [self] in socket.acceptAll(serve) }
    }

    var port: UInt16 { socket.port }
    var connections: Int { state.withLock(\.connections) }

    /// When a body with this text came.
    func arrival(of text: String) -> ContinuousClock.Instant? {
        state.withLock { $0.bodies.first { $0.text.contains(text) }?.at }
    }

    func stop() {
        socket.stop()
    }

    private func serve(_ client: ServerConnection) {
        state.withLock { $0.connections += 1 }
        Thread.detachNewThread { [self] in
            defer { client.close() }
            guard let request = client.readRequest() else { return }
            let body = String(decoding: request.body, as: UTF8.self)
            if manner == .honest { state.withLock { $0.bodies.append((body, .now)) } }
            answer(client)
        }
    }
}

extension Receiver {
    private static let head = "HTTP/1.1 200 OK\r\n"

    private func answer(_ client: ServerConnection) {
        switch manner {
        case .honest: client.send("\(Self.head)Content-Length: 2\r\nConnection: close\r\n\r\nok")
        case .silent: hasLeft(client, within: 600)
        case .late: if !hasLeft(client, within: 60) { client.send("\(Self.head)Content-Length: 0\r\n\r\n") }
        case .trickling: trickle(to: client)
        case .endlessHead:
            let fields = (0..<64).map { "X-\($0): \(String(repeating: "a", count: 1_000))\r\n" }.joined()
            if client.send(Self.head) { while client.send(fields) {} }
        case .endlessBody:
            let piece = String(repeating: "a", count: 65_536)
            if client.send("\(Self.head)\r\n") { while client.send(piece) {} }
        case .redirecting:
            client.send("HTTP/1.1 307 Elsewhere\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n")
        case .leaving: leave(client)
        }
    }

    private func trickle(to client: ServerConnection) {
        guard client.send(Self.head + "X-Slow: ") else { return }
        while !hasLeft(client, within: 0.1), client.send("a") {}
    }

    /// In the middle of an answer, and every other time by a reset.
    private func leave(_ client: ServerConnection) {
        let answer = "\(Self.head)Content-Length: 10\r\n\r\nabcdefghij"
        client.send(String(answer.prefix(Int.random(in: 0..<answer.count))))
        if Bool.random() { client.willReset() }
    }

    /// Whether the site ends the connection within so many seconds. It has sent all that it had to say.
    @discardableResult
    private func hasLeft(_ client: ServerConnection, within seconds: Double) -> Bool {
        var request = pollfd(fd: client.file, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, Int32(seconds * 1_000)) > 0
    }
}
