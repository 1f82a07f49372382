import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A server on the loopback that keeps what is posted to it, and answers with one of some answers after the other, the last
/// again and again. It serves one connection at a time, on a thread of its own.
public final class HookReceiver: Sendable {
    public struct Received: Sendable {
        public let head: String
        public let body: Data

        public func field(_ name: String) -> String? {
            let lines = head.components(separatedBy: "\r\n").dropFirst()
            let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    public struct NoSocket: Error {}

    public static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
    public static let failure = "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    public let port: UInt16
    private let listener: Int32
    private let state: Mutex<(answers: [String], received: [Received])>

    /// - Parameter answers: an empty one for none: the connection stays open until the client leaves.
    public init(_ answers: [String] = [ok]) throws {
        state = Mutex((answers, []))
        #if os(Linux)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (file, size) = (listener, length)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && listen(file, 16) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard isListening else { throw NoSocket() }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in serve() }
    }

    public var received: [Received] { state.withLock { $0.received } }

    /// Has the thread end, which closes the socket: were it closed here, the thread might accept on another one of the same
    /// number.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        defer { close(listener) }
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            if let request = Self.read(client) {
                let answer = state.withLock { state in
                    state.received.append(request)
                    return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
                }
                if answer.isEmpty {
                    var byte: UInt8 = 0
                    while recv(client, &byte, 1, 0) > 0 {}
                } else {
                    Self.send(Array(answer.utf8), to: client)
                }
            }
            close(client)
        }
    }

    private static func read(_ client: Int32) -> Received? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let received = Received(head: head, body: Data(bytes.dropFirst(head.utf8.count + 4)))
                if received.body.count >= received.field("Content-Length").flatMap({ Int($0) }) ?? 0 { return received }
            }
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer.prefix(count)
        }
    }

    /// Until the client has heard enough.
    private static func send(_ bytes: [UInt8], to client: Int32) {
        #if os(Linux)
        let flags = Int32(MSG_NOSIGNAL)
        #else
        let flags: Int32 = 0
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write($0, to: client, flags) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to client: Int32, _ flags: Int32) -> Int {
        #if canImport(Glibc)
        Glibc.send(client, bytes.baseAddress, bytes.count, flags)
        #else
        Darwin.send(client, bytes.baseAddress, bytes.count, flags)
        #endif
    }
}
