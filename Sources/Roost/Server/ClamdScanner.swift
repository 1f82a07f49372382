import Foundation
import Media
import Transport
import WorkQueue

/// Scans files with clamd, the daemon of ClamAV (clamd(8)).
struct ClamdScanner: VirusScanner {
    /// What clamd says of a file that it has not scanned, for example that the file is larger than its `StreamMaxLength`.
    struct NotScanned: Error, CustomStringConvertible {
        let description: String
    }

    /// How long a scan may take, with the time that it waits for its turn.
    static let timeLimit: Duration = .seconds(30)
    /// What is sent at once, in bytes.
    private static let chunk = 64 * 1024
    /// The most that an answer may have, in bytes.
    private static let responseLimit = 4096

    private let address: ServiceAddress
    private let timeLimit: Duration
    // Uploads hold their connections while they wait, so these bound the scans that can wait.
    private let queue = WorkQueue(label: "roost.scans", width: 4, depth: 64)

    init(at address: ServiceAddress, timeLimit: Duration = timeLimit) {
        self.address = address
        self.timeLimit = timeLimit
    }

    /// - Throws: ``NotScanned``, `ServiceConnection.Failure`, `FileError`, `WorkQueue.Full`.
    func scan(fileAt path: String) async throws -> VirusScanResult {
        let deadline = ContinuousClock.now + timeLimit
        return try await queue.run { [address] in
            let connection = try ServiceConnection(to: address, until: deadline)
            do {
                try Self.send(OpenFile.reading(path), over: connection)
            } catch ServiceConnection.Failure.disconnected {
                // clamd ends the connection to a file that is too large, and has said so before.
            }
            return try Self.result(connection.receive(upTo: 0, limit: Self.responseLimit))
        }
    }

    /// Whether clamd answers. Blocks.
    ///
    /// - Throws: ``NotScanned``, `ServiceConnection.Failure`.
    func ping() throws {
        let connection = try ServiceConnection(to: address, until: .now + timeLimit)
        try connection.send(Data("zPING\0".utf8))
        let answer = Self.text(try connection.receive(upTo: 0, limit: Self.responseLimit))
        guard answer == "PONG" else { throw NotScanned(description: answer) }
    }

    /// Chunks with their lengths before them, and then a length of zero.
    private static func send(_ file: OpenFile, over connection: borrowing ServiceConnection) throws {
        try connection.send(Data("zINSTREAM\0".utf8))
        var offset = 0
        while true {
            var bytes = Data(count: chunk)
            let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
            let length = withUnsafeBytes(of: UInt32(count).bigEndian) { Data($0) }
            try connection.send(length + bytes.prefix(count))
            guard count > 0 else { return }
            offset += count
        }
    }

    private static func result(_ answer: [UInt8]) throws(NotScanned) -> VirusScanResult {
        let (prefix, found) = ("stream: ", " FOUND")
        let answer = text(answer)
        if answer == prefix + "OK" { return .clean }
        guard answer.hasPrefix(prefix), answer.hasSuffix(found), answer.utf8.count > (prefix + found).utf8.count else {
            throw NotScanned(description: answer)
        }
        return .infected(name: String(answer.dropFirst(prefix.count).dropLast(found.count)))
    }

    private static func text(_ answer: [UInt8]) -> String {
        String(decoding: answer, as: UTF8.self)
    }
}
