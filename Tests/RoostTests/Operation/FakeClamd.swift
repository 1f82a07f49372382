import Foundation
import Glibc
import Synchronization
import Transport

@testable import Roost

/// Speaks as much of clamd's protocol as the tests need, on a port of this machine.
final class FakeClamd: Sendable {
    enum Behaviour {
        /// Reads a command and what follows it, and answers.
        case answer(String)
        /// Answers and ends the connection before it has read anything.
        case answerAtOnce(String)
        /// Reads everything and answers without an end.
        case endlessAnswer
        /// Reads everything and ends the connection.
        case hangUp
        /// Reads nothing and says nothing.
        case silence
    }

    private let socket: LoopbackSocket
    private let state = Mutex<[Data]>([])

    /// The files that were sent, without chunks and lengths.
    var received: [Data] { state.withLock { $0 } }

    var address: ServiceAddress { .tcp(host: "127.0.0.1", port: UInt16(socket.port)) }

    /// Serves one connection after the other while `body` runs.
    static func run(_ behaviour: Behaviour, _ body: (FakeClamd) async throws -> Void) async throws {
        let clamd = try FakeClamd()
        Thread.detachNewThread { clamd.serve(behaviour) }
        // Ends `accept`, too.
        defer { shutdown(clamd.socket.handle.fileDescriptor, Int32(SHUT_RDWR)) }
        try await body(clamd)
    }

    private init() throws {
        socket = try LoopbackSocket()
        try socket.listen()
    }

    private func serve(_ behaviour: Behaviour) {
        // Kept open for as long as the listener: what ends is seen at once.
        var silent: [FileHandle] = []
        while true {
            let file = accept(socket.handle.fileDescriptor, nil, nil)
            guard file >= 0 else { return }
            let peer = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            switch behaviour {
            case .answer(let answer):
                readAll(file)
                Self.send(answer, to: file)
            case .answerAtOnce(let answer): Self.send(answer, to: file)
            case .endlessAnswer:
                readAll(file)
                while Self.send(String(repeating: "stream: ", count: 1000), to: file) {}
            case .hangUp: readAll(file)
            case .silence: silent.append(peer)
            }
        }
    }

    private func readAll(_ file: Int32) {
        var command: [UInt8] = []
        while command.last != 0 {
            guard let byte = Self.read(1, from: file)?.first else { return }
            command.append(byte)
        }
        guard command == Array("zINSTREAM\0".utf8) else { return }
        var content = Data()
        while let length = Self.read(4, from: file)?.reduce(0, { $0 << 8 | Int($1) }) {
            guard length > 0 else {
                state.withLock { $0.append(content) }
                return
            }
            guard let chunk = Self.read(length, from: file) else { return }
            content += chunk
        }
    }

    private static func read(_ count: Int, from file: Int32) -> Data? {
        var data = Data(count: count)
        let filled = data.withUnsafeMutableBytes { recv(file, $0.baseAddress, count, Int32(MSG_WAITALL)) }
        return filled == count ? data : nil
    }

    @discardableResult
    private static func send(_ text: String, to file: Int32) -> Bool {
        Glibc.send(file, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count
    }
}
