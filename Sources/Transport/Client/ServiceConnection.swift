import FlyingSocks
import Foundation

/// A connection to another service. Its calls block, so they belong on a `WorkQueue`, and each ends by the deadline.
public struct ServiceConnection: ~Copyable {
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        case cannotConnect(String)
        case timedOut
        /// The service ended the connection before it had answered.
        case disconnected
        case responseTooLong
        case failed(String)

        public var description: String {
            switch self {
            case .cannotConnect(let reason): "cannot connect: \(reason)"
            case .timedOut: "no answer in time"
            case .disconnected: "the connection ended before the answer"
            case .responseTooLong: "the response is too long"
            case .failed(let reason): reason
            }
        }
    }

    private let socket: Socket
    private let deadline: ContinuousClock.Instant

    /// Connects to the first address that accepts.
    public init(to address: ServiceAddress, until deadline: ContinuousClock.Instant) throws(Failure) {
        socket = try Self.connect(to: address.socketAddresses(), until: deadline)
        self.deadline = deadline
    }

    deinit {
        try? socket.close()
    }

    /// Sends all of `bytes`.
    public func send(_ bytes: Data) throws(Failure) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            index = try Self.call(socket, until: deadline) { try socket.write(bytes, from: index) }
        }
    }

    /// The answer up to `end`, without it.
    ///
    /// - Parameter limit: the most bytes that it may have.
    public func receive(upTo end: UInt8, limit: Int) throws(Failure) -> [UInt8] {
        var answer: [UInt8] = []
        while answer.count <= limit {
            let missing = limit + 1 - answer.count
            let bytes = try Self.call(socket, until: deadline) { try socket.read(atMost: missing) }
            if let place = bytes.firstIndex(of: end) { return answer + bytes[..<place] }
            answer += bytes
        }
        throw .responseTooLong
    }

    private static func connect(
        to addresses: [any SocketAddress], until deadline: ContinuousClock.Instant
    ) throws(Failure) -> Socket {
        var failure = Failure.cannotConnect("no address")
        for address in addresses {
            do throws(Failure) { return try connect(to: address, until: deadline) } catch { failure = error }
        }
        throw failure
    }

    private static func connect(
        to address: any SocketAddress, until deadline: ContinuousClock.Instant
    ) throws(Failure) -> Socket {
        let socket: Socket
        do { socket = try Socket(domain: Int32(address.family)) } catch { throw .failed(reason(of: error)) }
        // The programs that make pictures do not inherit it.
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        do throws(Failure) {
            try call(socket, until: deadline) { try socket.connect(to: address) }
            return socket
        } catch {
            try? socket.close()
            guard case .failed(let reason) = error else { throw error }
            throw .cannotConnect(reason)
        }
    }

    /// Makes a call that blocks, until the deadline at most. The kernel's timeouts apply to connecting too (socket(7)).
    private static func call<Value>(
        _ socket: Socket, until deadline: ContinuousClock.Instant, _ body: () throws -> Value
    ) throws(Failure) -> Value {
        while true {
            let left = deadline - .now
            // A timeout of zero would mean none.
            guard left >= .milliseconds(1) else { throw .timedOut }
            var time = timeval()
            time.tv_sec = numericCast(left.components.seconds)
            time.tv_usec = numericCast(left.components.attoseconds / 1_000_000_000_000)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(socket.file.rawValue, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
            }
            do {
                return try body()
            } catch SocketError.blocked {
                continue
            } catch SocketError.failed(_, EINTR, _) {
                continue
            } catch SocketError.disconnected, SocketError.failed(_, EPIPE, _) {
                throw .disconnected
            } catch {
                throw .failed(reason(of: error))
            }
        }
    }

    private static func reason(of error: any Error) -> String {
        guard case SocketError.failed(_, _, let message) = error else { return "\(error)" }
        return message
    }
}
