#if os(Linux)
import Foundation

/// A TCP connection on which a test sends any bytes and sees what comes. It blocks in `init` and `wait` only, and closes
/// when it is let go of.
public final class ClientSocket: Sendable {
    public enum Received {
        case bytes([UInt8])
        case nothing
        /// Ended by the other side, in order or by a reset.
        case end
    }

    public enum Sent: Equatable {
        case bytes(Int)
        case full
        case end
    }

    public let file: Int32

    /// - Parameters:
    ///   - source: the loopback address to come from, as limits hold for each address.
    ///   - receiveBuffer: what the kernel keeps for us unread, in bytes, where that must be little.
    public init(to port: UInt16, from source: String, receiveBuffer: Int32? = nil, within limit: Duration = .seconds(3))
        throws
    {
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        file = socket(AF_INET, Int32(kind), 0)
        guard file >= 0 else { throw SystemError("socket") }
        // The port is then chosen when it is known where to, so that ports are not used up.
        set(Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, 1)
        set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        if let receiveBuffer { set(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
        guard apply(bind, source, 0) == 0 else { throw SystemError("bind \(source)") }
        if apply(connect, "127.0.0.1", port) == 0 { return }
        guard errno == EINPROGRESS else { throw SystemError("connect") }
        guard wait(to: POLLOUT, for: limit) else { throw SystemError("connect", code: ETIMEDOUT) }
        let code = takeError()
        guard code == 0 else { throw SystemError("connect", code: code) }
    }

    deinit {
        close(file)
    }

    public func send(_ bytes: ArraySlice<UInt8>) -> Sent {
        let count = bytes.withUnsafeBytes { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count >= 0 { return .bytes(count) }
        return errno == EAGAIN ? .full : .end
    }

    /// Sends all of it.
    ///
    /// - Parameter limit: how long to wait each time that the other side takes nothing.
    public func sendAll(_ bytes: [UInt8], within limit: Duration = .seconds(300)) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch send(rest) {
            case .bytes(let count): rest = rest.dropFirst(count)
            case .full: guard wait(to: POLLOUT, for: limit) else { throw SystemError("send", code: ETIMEDOUT) }
            case .end: throw SystemError("send", code: EPIPE)
            }
        }
    }

    public func receive() -> Received {
        var result = 0
        let part = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            result = recv(file, buffer.baseAddress, buffer.count, 0)
            count = max(0, result)
        }
        if result > 0 { return .bytes(part) }
        return result < 0 && errno == EAGAIN ? .nothing : .end
    }

    /// Waits until the socket can be read or written, or has ended; false when nothing of that comes.
    @discardableResult
    public func wait(to events: Int32, for limit: Duration) -> Bool {
        var request = pollfd(fd: file, events: Int16(events), revents: 0)
        return poll(&request, 1, Int32(max(0, (limit / .milliseconds(1)).rounded(.up)))) > 0
    }

    /// Nothing more will be sent; what comes can still be read.
    public func finishSending() {
        shutdown(file, Int32(SHUT_WR))
    }

    /// Has the connection reset, rather than ended, when the client is let go of.
    public func willReset() {
        resetAtClose(of: file)
    }

    /// What went wrong with the socket; the kernel tells once.
    private func takeError() -> Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(file, SOL_SOCKET, SO_ERROR, &code, &size)
        return code
    }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(file, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func apply(
        _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ host: String, _ port: UInt16
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
#endif
