import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A TCP connection to a site. What blocks does so on a thread of its own.
final class RawConnection: Sendable {
    struct Failure: Error {
        let what: String
        init(_ what: String) { self.what = what }
    }

    /// Seconds that a read or a write may wait: no test comes near it unless something hangs.
    private static let patience = 300

    private let file: Int32
    /// What was received and not yet handed out.
    private let received = Mutex<[UInt8]>([])

    private init(port: UInt16) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(file, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
        }
        guard result == 0 else { throw Failure("connect: \(errno)") }
    }

    deinit {
        close(file)
    }

    static func open(port: UInt16) async throws -> RawConnection {
        try await onThread { try RawConnection(port: port) }
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Sends all bytes, or as many as the other side takes before it closes.
    func send(_ bytes: [UInt8]) async throws {
        try await Self.onThread { [file] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { sendWithoutSignal(file, $0) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Says that nothing more will be sent.
    func finish() {
        _ = shutdown(file, Int32(SHUT_WR))
    }

    /// Everything until the other side closes.
    func readToEnd() async throws -> String {
        try await Self.onThread { [self] in
            while try receive() {}
            return String(decoding: take(all: true), as: UTF8.self)
        }
    }

    /// The next answer, without a byte of what follows it.
    func readReply(to method: String = "GET") async throws -> Reply {
        try await Self.onThread { [self] in
            while true {
                if let (reply, length) = try received.withLock({ try Reply.parse($0, method: method) }) {
                    received.withLock { $0.removeFirst(length) }
                    return reply
                }
                guard try receive() else { throw Failure("closed before an answer was complete") }
            }
        }
    }

    private func take(all: Bool) -> [UInt8] {
        received.withLock { received in
            defer { received = [] }
            return received
        }
    }

    /// Waits for bytes; false at the end of the connection.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(file, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { throw Failure("nothing came in time") }
        guard count > 0 else { return false }
        received.withLock { $0 += buffer[..<count] }
        return true
    }

    private static func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}

/// Outside of the class, whose own `send` would hide the system's. A closed connection is an error, not a signal.
private func sendWithoutSignal(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    send(file, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
}
