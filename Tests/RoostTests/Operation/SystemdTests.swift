import Foundation
import IPAddresses
import PathKit
import TestSupport
import Testing
import Transport

@testable import Roost

/// The site as systemd runs it.
@Suite(.enabled(if: Curl.isInstalled, "curl is not installed"))
struct SystemdTests {
    @Test func `who comes to a socket from systemd while the site starts again is answered after it`() async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let socket = try LoopbackSocket()
        try socket.listen()
        let curl = Curl(folder: folder.string)
        let address = "http://127.0.0.1:\(socket.port)/healthz"
        let first = try await ServedSite.start(in: folder, on: socket.handle, [])
        let response = await ServedSite.outcome { try await curl.get(address).status }
        await first.stop()
        #expect(try response.get() == 200)
        let waiting = Task { try await curl.get(address).status }
        let second = try await ServedSite.start(in: folder, on: socket.handle, [])
        let result = await ServedSite.outcome {
            let held = try await waiting.value
            return [held, try await curl.get(address).status]
        }
        await second.stop()
        #expect(try result.get() == [200, 200])
    }

    @Test func `the address that systemd listens on is known`() throws {
        let socket = try LoopbackSocket()
        try socket.listen()
        let address = ListenAddress(of: socket.handle.fileDescriptor)
        #expect(address == ListenAddress(.loopback, port: UInt16(socket.port)) && ListenAddress(of: -1) == nil)
    }

    @Test func `a socket that is another process's is left alone`() throws {
        #expect(try Systemd.takeSocket(for: .reactor, ["LISTEN_PID": "1", "LISTEN_FDS": "1"]) == nil)
        #expect(try Systemd.takeSocket(for: .reactor, ["LISTEN_FDS": "1"]) == nil)
        #expect(try Systemd.takeSocket(for: .reactor, [:]) == nil)
    }

    @Test func `more than one socket is refused`() {
        #expect(throws: Systemd.UnfitSocket.self) {
            try Systemd.takeSocket(for: .reactor, ["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "2"])
        }
    }

    @Test(arguments: [false, true])
    func `a state is told to the socket that systemd names`(isAbstract: Bool) throws {
        let name = (isAbstract ? "@" : NSTemporaryDirectory() + "/") + "roost-\(UUID().uuidString)"
        defer { unlink(name) }
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = isAbstract ? [0] + name.utf8.dropFirst() : Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sa_family_t>.size + bytes.count))
            }
        }
        try #require(status == 0)
        Systemd.tell("READY=1", ["NOTIFY_SOCKET": name])
        var buffer = [UInt8](repeating: 0, count: 100)
        let count = recv(file, &buffer, buffer.count, 0)
        #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "READY=1")
    }
}
