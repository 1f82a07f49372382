import FlyingSocks
import Foundation

/// A connection that sends what a test wants and reads what comes, off the cooperative threads.
final class TestClient: Sendable {
    private let file: Int32

    /// - Parameters:
    ///   - source: the address that it comes from, one of this machine's.
    ///   - start: what is sent in the same breath, a few bytes, however busy the machine is.
    init(port: UInt16, from source: String? = nil, receiveBuffer: Int32? = nil, sending start: String = "") throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer { setsockopt(file, SOL_SOCKET, SO_RCVBUF, &size, 4) }
        if let source {
            guard Self.call(bind, file, try sockaddr_in.inet(ip4: source, port: 0)) == 0 else {
                throw SocketError.makeFailed("bind")
            }
        }
        let status = Self.call(connect, file, try sockaddr_in.inet(ip4: "127.0.0.1", port: port))
        guard file >= 0, status == 0 else { throw SocketError.makeFailed("connect") }
        // No test waits longer than this for anything.
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        _ = Glibc.send(file, start, start.utf8.count, Int32(MSG_NOSIGNAL))
    }

    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ file: Int32, _ address: sockaddr_in
    ) -> Int32 {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit {
        close(file)
    }

    /// Whether all of it could be sent.
    @discardableResult
    func send(_ text: String) async -> Bool {
        await send(Array(text.utf8))
    }

    @discardableResult
    func send(_ bytes: [UInt8]) async -> Bool {
        await run { [file] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Says that nothing more comes.
    func finish() {
        shutdown(file, Int32(SHUT_WR))
    }

    /// Has the connection reset, rather than ended, when the client is let go of.
    func willReset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(file, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// What comes next; empty when the connection has ended, nil when nothing comes.
    func receive() async -> String? {
        await run { [file] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(file, &buffer, buffer.count, 0)
            guard count >= 0 else { return errno == ECONNRESET ? "" : nil }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    /// What comes until `end` has come `count` times.
    func receive(until end: String, count: Int = 1) async -> String {
        var text = ""
        while text.components(separatedBy: end).count <= count, let part = await receive(), !part.isEmpty {
            text += part
        }
        return text
    }

    /// What comes until `end` is the last of it: the quicker way where there is much.
    func receive(through end: String) async -> String {
        var text = ""
        while !text.hasSuffix(end), let part = await receive(), !part.isEmpty { text += part }
        return text
    }

    /// Everything until the connection ends; nil when it does not.
    func receiveToEnd() async -> String? {
        var response = ""
        while let part = await receive() {
            guard !part.isEmpty else { return response }
            response += part
        }
        return nil
    }

    /// One small answer.
    func receiveAnswer() async -> String? {
        var response = ""
        while !response.hasSuffix("\r\n\r\nkk"), let part = await receive(), !part.isEmpty { response += part }
        return response
    }

    /// Sends a request and gives its whole answer, or what came of it.
    func get(_ path: String = "/") async -> String? {
        await send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        return await receiveAnswer()
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}

extension String {
    /// The statuses of the answers in it.
    var statuses: [String] {
        split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true).map { String($0.prefix(3)) }
    }
}
