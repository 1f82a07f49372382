#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// System calls on a socket's descriptor.
enum Descriptor {
    static func isListening(_ file: Int32) -> Bool {
        var (value, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        return getsockopt(file, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
    }

    /// Sets an option. Without it the server is slower, not wrong, so that a failure is left at that.
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

    /// Bytes that have come and nobody has read.
    static func unread(of file: Int32) -> Int {
        max(0, Int(roost_unread(file)))
    }

    enum Received {
        case bytes(Int)
        case end
        case nothingYet
    }

    /// Reads what has come, at most what `buffer` holds. A connection that failed is at its end.
    static func receive(_ file: Int32, into buffer: inout [UInt8]) -> Received {
        while true {
            let count = recv(file, &buffer, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .nothingYet : .end
        }
    }

    /// Sends a text that is short enough to go out at once.
    @discardableResult
    static func send(_ text: StaticString, to file: Int32) -> Bool {
        text.withUTF8Buffer { Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count }
    }

    static func send(_ bytes: [UInt8], to file: Int32) -> Bool {
        Glibc.send(file, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Tells the peer that nothing more comes.
    static func endSending(_ file: Int32) {
        _ = shutdown(file, Int32(SHUT_WR))
    }

    /// Ends a connection or a listening socket for everyone who has a descriptor for it.
    static func end(_ file: Int32) {
        _ = shutdown(file, Int32(SHUT_RDWR))
    }

    static func isWritable(_ file: Int32) -> Bool {
        var status = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        return poll(&status, 1, 0) > 0
    }

    static func isReadable(_ file: Int32) -> Bool {
        var status = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&status, 1, 0) > 0
    }

    /// Another descriptor for the same socket.
    static func duplicate(_ file: Int32) throws -> Int32 {
        let other = fcntl(file, F_DUPFD_CLOEXEC, 0)
        guard other >= 0 else { throw SocketError.makeFailed("dup") }
        return other
    }

    /// Whether two descriptors stand for the same socket.
    static func areSame(_ one: Int32, _ other: Int32) -> Bool {
        var (first, second) = (stat(), stat())
        return fstat(one, &first) == 0 && fstat(other, &second) == 0 && first.st_ino == second.st_ino
            && first.st_dev == second.st_dev
    }

    /// A socket from which nothing comes but its end.
    static func makeDead() throws -> Int32 {
        var pair: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw SocketError.makeFailed("socketpair") }
        close(pair[1])
        return pair[0]
    }

    static func port(of file: Int32) -> UInt16? {
        switch try? Socket(file: .init(rawValue: file)).sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix, nil: nil
        }
    }
}
#endif
