import Foundation
import Synchronization

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

    let port: UInt16
    private let listener: Int32
    private let manner: Manner
    /// Where it redirects to.
    private let target: String
    private let state = Mutex((connections: 0, bodies: [(text: String, at: ContinuousClock.Instant)]()))

    init(at address: String, _ manner: Manner, redirectingTo target: String = "") throws {
        (self.manner, self.target) = (manner, target)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, address, &name.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (file, size) = (listener, length)
        let isListening = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && listen(file, 64) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard isListening else { throw SystemError("listen at \(address)") }
        port = UInt16(bigEndian: name.sin_port)
        Thread.detachNewThread { [self] in serve() }
    }

    var connections: Int { state.withLock(\.connections) }

    /// When a body with this text came.
    func arrival(of text: String) -> ContinuousClock.Instant? {
        state.withLock { $0.bodies.first { $0.text.contains(text) }?.at }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        while true {
            let file = accept(listener, nil, nil)
            guard file >= 0 else { break }
            state.withLock { $0.connections += 1 }
            Thread.detachNewThread { [self] in
                if let body = request(on: file) {
                    if manner == .honest { state.withLock { $0.bodies.append((body, .now)) } }
                    answer(on: file)
                }
                close(file)
            }
        }
        close(listener)
    }

    /// The body of what is posted; nil when the site leaves before its end.
    private func request(on file: Int32) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n"), let field = text.firstMatch(of: /Content-Length: ([0-9]+)/),
                text[end.upperBound...].utf8.count >= Int(field.output.1) ?? 0
            {
                return String(text[end.upperBound...])
            }
            let count = recv(file, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer.prefix(count)
        }
    }
}

extension Receiver {
    private static let head = "HTTP/1.1 200 OK\r\n"

    private func answer(on file: Int32) {
        switch manner {
        case .honest: send("\(Self.head)Content-Length: 2\r\nConnection: close\r\n\r\nok", to: file)
        case .silent: hasLeft(file, within: 600)
        case .late: if !hasLeft(file, within: 60) { send("\(Self.head)Content-Length: 0\r\n\r\n", to: file) }
        case .trickling: trickle(to: file)
        case .endlessHead:
            let fields = (0..<64).map { "X-\($0): \(String(repeating: "a", count: 1_000))\r\n" }.joined()
            if send(Self.head, to: file) { while send(fields, to: file) {} }
        case .endlessBody:
            let piece = String(repeating: "a", count: 65_536)
            if send("\(Self.head)\r\n", to: file) { while send(piece, to: file) {} }
        case .redirecting:
            send("HTTP/1.1 307 Elsewhere\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n", to: file)
        case .leaving: leave(file)
        }
    }

    private func trickle(to file: Int32) {
        guard send(Self.head + "X-Slow: ", to: file) else { return }
        while !hasLeft(file, within: 0.1), send("a", to: file) {}
    }

    /// In the middle of an answer, and every other time by a reset.
    private func leave(_ file: Int32) {
        let answer = "\(Self.head)Content-Length: 10\r\n\r\nabcdefghij"
        send(String(answer.prefix(Int.random(in: 0..<answer.count))), to: file)
        guard Bool.random() else { return }
        var reset = linger(l_onoff: 1, l_linger: 0)
        setsockopt(file, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
    }

    /// Whether the site ends the connection within so many seconds. It has sent all that it had to say.
    @discardableResult
    private func hasLeft(_ file: Int32, within seconds: Double) -> Bool {
        var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, Int32(seconds * 1_000)) > 0
    }

    /// False when the site does not take it.
    @discardableResult
    private func send(_ text: String, to file: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
