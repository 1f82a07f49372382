#if os(Linux)
import CTransport
import FlyingSocks
import Foundation
import Glibc

/// System calls on a socket's descriptor.
enum Descriptor {
    /// Sets an option. Without it the server is slower but correct, so a failure is ignored.
    static func set(_ option: Int32, at level: Int32, of file: Int32, to value: Int32 = 1) {
        var value = value
        _ = setsockopt(file, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Bytes of a TCP connection that the peer has acknowledged, and bytes sent that it has not.
    static func output(of file: Int32) -> (acknowledged: Int, unacknowledged: Int)? {
        var (acknowledged, unacknowledged) = (UInt64(0), UInt64(0))
        guard roost_tcp_output(file, &acknowledged, &unacknowledged) == 0 else { return nil }
        return (Int(acknowledged), Int(unacknowledged))
    }

    /// Bytes that have arrived and have not been read.
    static func unread(of file: Int32) -> Int {
        max(0, Int(roost_unread(file)))
    }

    enum Received {
        case bytes(Int)
        case end
        case nothingYet
    }

    /// Reads what has arrived, at most what fits into `buffer`. A failed connection is at its end.
    static func receive(_ file: Int32, into buffer: inout [UInt8]) -> Received {
        while true {
            let count = recv(file, &buffer, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .nothingYet : .end
        }
    }

    /// Sends as much as the kernel accepts now.
    ///
    /// - Returns: how many bytes; nil if the connection is broken.
    static func send(_ bytes: some ContiguousBytes, to file: Int32) -> Int? {
        bytes.withUnsafeBytes { buffer in
            var part = iovec(iov_base: UnsafeMutableRawPointer(mutating: buffer.baseAddress), iov_len: buffer.count)
            return send(&part, count: 1, to: file)
        }
    }

    /// Sends as much of a head and a body as the kernel accepts now, in one system call.
    ///
    /// - Returns: how many bytes; nil if the connection is broken.
    static func send(_ head: [UInt8], _ body: Data, to file: Int32) -> Int? {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                var parts = [head, body].map {
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
                }
                return send(&parts, count: parts.count, to: file)
            }
        }
    }

    private static func send(_ parts: UnsafeMutablePointer<iovec>, count: Int, to file: Int32) -> Int? {
        var message = msghdr()
        (message.msg_iov, message.msg_iovlen) = (parts, count)
        while true {
            let sent = sendmsg(file, &message, Int32(MSG_NOSIGNAL))
            if sent >= 0 { return sent }
            if errno == EINTR { continue }
            return errno == EAGAIN ? 0 : nil
        }
    }

    /// Tells the peer that nothing further will be sent.
    static func endSending(_ file: Int32) {
        _ = shutdown(file, Int32(SHUT_WR))
    }

    /// Ends a connection or a listening socket for everyone who has a descriptor for it.
    static func end(_ file: Int32) {
        _ = shutdown(file, Int32(SHUT_RDWR))
    }

    static func isReadable(_ file: Int32) -> Bool {
        var status = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&status, 1, 0) > 0
    }

    static func port(of file: Int32) -> UInt16? {
        switch try? Socket(file: .init(rawValue: file)).sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix, nil: nil
        }
    }
}
#endif
