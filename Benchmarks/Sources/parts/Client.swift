import Foundation

#if canImport(Glibc)
import Glibc
private let streamKind = Int32(SOCK_STREAM.rawValue)
#elseif canImport(Musl)
import Musl
private let streamKind = SOCK_STREAM
#else
import Darwin
private let streamKind = SOCK_STREAM
#endif

/// One connection on which requests follow each other, with calls that block.
final class Client {
    struct Failed: Error {
        let call: String
        let code = errno
    }

    private static let request = Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)

    private let port: UInt16
    private var file: Int32?
    /// Of an answer, head and body; known after the first.
    private var answerLength = 0
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(port: UInt16) {
        self.port = port
    }

    deinit {
        if let file { close(file) }
    }

    /// Asks once and reads the whole answer.
    func exchange() throws {
        let file = try file ?? connected()
        self.file = file
        guard send(file, Self.request, Self.request.count, 0) == Self.request.count else { throw Failed(call: "send") }
        var length = 0
        repeat {
            let count = buffer.withUnsafeMutableBytes {
                recv(file, $0.baseAddress?.advanced(by: length), $0.count - length, 0)
            }
            guard count > 0 else { throw Failed(call: "recv") }
            length += count
            if answerLength == 0 { answerLength = Self.length(of: buffer[..<length]) ?? 0 }
        } while length < answerLength || answerLength == 0
    }

    private static func length(of answer: ArraySlice<UInt8>) -> Int? {
        guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
        let value = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }?.dropFirst(15)
        return value.flatMap { Int($0.drop { $0 == " " }) }.map { end.upperBound + $0 }
    }

    private func connected() throws -> Int32 {
        let file = socket(AF_INET, streamKind, 0)
        guard file >= 0 else { throw Failed(call: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw Failed(call: "connect") }
        return file
    }
}
