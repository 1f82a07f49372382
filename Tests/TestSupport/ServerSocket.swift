import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A TCP socket on which a server of a test listens, on a port that the system chooses.
public struct ServerSocket: Sendable {
    public struct NoSocket: Error {}

    public let port: UInt16
    private let file: Int32

    /// - Parameter host: an IPv4 address of this machine.
    public init(at host: String = "127.0.0.1") throws {
        #if os(Linux)
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
        file = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, host, &address.sin_addr)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (file, size) = (file, length)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && listen(file, 64) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard isListening else { throw NoSocket() }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Calls `body` with each client, until ``stop()``, and closes the socket.
    public func acceptAll(_ body: (ServerConnection) -> Void) {
        #if canImport(Glibc)
        let end = Glibc.close
        #else
        let end = Darwin.close
        #endif
        defer { _ = end(file) }
        while true {
            let client = accept(file, nil, nil)
            guard client >= 0 else { return }
            body(ServerConnection(file: client))
        }
    }

    /// Has ``acceptAll(_:)`` end, which closes the socket: were it closed here, the thread might accept on another one of the
    /// same number.
    public func stop() {
        shutdown(file, Int32(SHUT_RDWR))
    }
}

/// Has a connection reset, rather than ended, when its socket is closed.
func resetAtClose(of file: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(file, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
}

/// A client of a server of a test.
public struct ServerConnection: Sendable {
    public let file: Int32

    /// Has the connection reset, rather than ended, when it is closed.
    public func willReset() {
        resetAtClose(of: file)
    }

    /// What is posted; nil when the client leaves before its end.
    public func readRequest() -> PostedRequest? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let request = PostedRequest(head: head, body: Data(bytes.dropFirst(head.utf8.count + 4)))
                if request.body.count >= request.field("Content-Length").flatMap({ Int($0) }) ?? 0 { return request }
            }
            let count = recv(file, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer.prefix(count)
        }
    }

    /// False when the client has heard enough.
    @discardableResult
    public func send(_ text: String) -> Bool {
        #if os(Linux)
        let flags = Int32(MSG_NOSIGNAL)
        #else
        let flags: Int32 = 0
        #endif
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write($0, flags) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func write(_ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
        #if canImport(Glibc)
        Glibc.send(file, bytes.baseAddress, bytes.count, flags)
        #else
        Darwin.send(file, bytes.baseAddress, bytes.count, flags)
        #endif
    }

    public func close() {
        #if canImport(Glibc)
        _ = Glibc.close(file)
        #else
        _ = Darwin.close(file)
        #endif
    }
}

/// A request with a body.
public struct PostedRequest: Sendable {
    public let head: String
    public let body: Data

    public func field(_ name: String) -> String? {
        let lines = head.components(separatedBy: "\r\n").dropFirst()
        let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        return line.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
}
