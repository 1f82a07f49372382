import FlyingSocks
import Foundation
import TestSupport
import Testing

@testable import Transport

/// Connections to a socket that listens and of which nobody accepts: the kernel completes them.
struct ServiceConnectionTests {
    private func withSocket(_ body: (Socket, ServiceAddress) throws -> Void) throws {
        try withTemporaryFolder { folder in
            // In a folder with a short name: the path of a socket is limited.
            let path = "/tmp/\(folder.lastComponent.suffix(12)).sock"
            let socket = try Socket(domain: AF_UNIX)
            defer {
                try? socket.close()
                unlink(path)
            }
            try socket.bind(to: sockaddr_un.unix(path: path))
            try socket.listen()
            try body(socket, try #require(ServiceAddress("unix:\(path)")))
        }
    }

    private static func deadline(_ time: Duration) -> ContinuousClock.Instant { .now + time }

    /// What goes wrong where `body` uses a connection.
    private func failure(_ body: () throws(ServiceConnection.Failure) -> Void) -> ServiceConnection.Failure? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `what is sent arrives, and the answer comes back up to its end`() throws {
        try withSocket { socket, address in
            let connection = try ServiceConnection(to: address, until: Self.deadline(.seconds(60)))
            try connection.send(Data("hello".utf8))
            let peer = Socket(file: try socket.accept().file)
            defer { try? peer.close() }
            #expect(try peer.read(atMost: 100) == Array("hello".utf8))
            _ = try peer.write(Data("world;and more".utf8))
            #expect(try connection.receive(upTo: UInt8(ascii: ";"), limit: 5) == Array("world".utf8))
        }
    }

    @Test func `a service that does not answer is left at the deadline`() throws {
        try withSocket { _, address in
            let connection = try ServiceConnection(to: address, until: Self.deadline(.milliseconds(200)))
            let failure = failure { () throws(ServiceConnection.Failure) in
                _ = try connection.receive(upTo: 0, limit: 5)
            }
            #expect(failure == .timedOut)
        }
    }

    @Test func `a service that reads nothing is left at the deadline`() throws {
        try withSocket { _, address in
            let connection = try ServiceConnection(to: address, until: Self.deadline(.milliseconds(200)))
            let failure = failure { () throws(ServiceConnection.Failure) in
                try connection.send(Data(count: 16 << 20))
            }
            #expect(failure == .timedOut)
        }
    }

    @Test func `an answer ends at its limit, or with the connection`() throws {
        try withSocket { socket, address in
            for (answer, expected) in [("123456", ServiceConnection.Failure.responseTooLong), ("123", .disconnected)] {
                let connection = try ServiceConnection(to: address, until: Self.deadline(.seconds(60)))
                let peer = Socket(file: try socket.accept().file)
                _ = try peer.write(Data(answer.utf8))
                try peer.close()
                let failure = failure { () throws(ServiceConnection.Failure) in
                    _ = try connection.receive(upTo: 0, limit: 5)
                }
                #expect(failure == expected)
            }
        }
    }

    @Test(arguments: ["unix:/nowhere/clamd.ctl", "127.0.0.1:1", "[::1]:1", "no-such-host.invalid:1"])
    func `where nobody listens, nothing connects`(text: String) throws {
        let address = try #require(ServiceAddress(text))
        let failure = failure { () throws(ServiceConnection.Failure) in
            _ = try ServiceConnection(to: address, until: Self.deadline(.seconds(60)))
        }
        guard case .cannotConnect = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `after the deadline nothing is tried`() throws {
        try withSocket { _, address in
            let failure = failure { () throws(ServiceConnection.Failure) in
                _ = try ServiceConnection(to: address, until: .now)
            }
            #expect(failure == .timedOut)
        }
    }
}
