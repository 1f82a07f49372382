import Foundation
import Media
import PathKit
import TestSupport
import Testing
import Transport

@testable import Roost

struct ClamdScannerTests {
    private func scan(
        _ behaviour: FakeClamd.Behaviour, of content: Data = Data("hello".utf8), timeLimit: Duration = .seconds(60),
        _ body: (ClamdScanner, String, FakeClamd) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let file = folder.appending(path: "upload")
            try content.write(to: file)
            try await FakeClamd.run(behaviour) { clamd in
                try await body(ClamdScanner(at: clamd.address, timeLimit: timeLimit), file.path, clamd)
            }
        }
    }

    @Test(arguments: [0, 5, 64 * 1024, 200_000])
    func `the whole file is sent, and may be clean`(size: Int) async throws {
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) })
        try await scan(.answer("stream: OK\0"), of: content) { scanner, file, clamd in
            let result = try await scanner.scan(fileAt: file)
            #expect(result == .clean)
            #expect(clamd.received == [content])
        }
    }

    @Test func `malware has its name`() async throws {
        try await scan(.answer("stream: Eicar-Test-Signature FOUND\0")) { scanner, file, _ in
            let result = try await scanner.scan(fileAt: file)
            #expect(result == .infected(name: "Eicar-Test-Signature"))
        }
    }

    @Test(arguments: [
        "INSTREAM size limit exceeded. ERROR", "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", "", "OK",
        "stream:  FOUND", "other: OK",
    ])
    func `any other answer is no scan`(answer: String) async throws {
        try await scan(.answer(answer + "\0")) { scanner, file, _ in
            let error = await #expect(throws: ClamdScanner.NotScanned.self) { try await scanner.scan(fileAt: file) }
            #expect(error?.description == answer)
        }
    }

    @Test func `a file that is refused while it is sent is not scanned`() async throws {
        let answer = "INSTREAM size limit exceeded. ERROR\0"
        try await scan(.answerAtOnce(answer), of: Data(count: 30 << 20)) { scanner, file, _ in
            await #expect(throws: (any Error).self) { try await scanner.scan(fileAt: file) }
        }
    }

    @Test func `a connection that ends is no scan`() async throws {
        try await scan(.hangUp) { scanner, file, _ in
            await #expect(throws: ServiceConnection.Failure.disconnected) { try await scanner.scan(fileAt: file) }
        }
    }

    @Test func `an answer without an end is no scan`() async throws {
        try await scan(.endlessAnswer) { scanner, file, _ in
            await #expect(throws: ServiceConnection.Failure.responseTooLong) { try await scanner.scan(fileAt: file) }
        }
    }

    @Test func `nobody waits longer than the limit for an answer`() async throws {
        try await scan(.silence, timeLimit: .milliseconds(200)) { scanner, file, _ in
            await #expect(throws: ServiceConnection.Failure.timedOut) { try await scanner.scan(fileAt: file) }
        }
    }

    @Test func `where nobody listens, nothing is scanned`() async throws {
        let scanner = ClamdScanner(at: .tcp(host: "127.0.0.1", port: 1))
        await #expect(throws: ServiceConnection.Failure.self) { try await scanner.scan(fileAt: "/dev/null") }
    }

    @Test func `a ping is answered`() async throws {
        try await scan(.answer("PONG\0")) { scanner, _, _ in try scanner.ping() }
        try await scan(.answer("no\0")) { scanner, _, _ in
            #expect(throws: ClamdScanner.NotScanned.self) { try scanner.ping() }
        }
    }

    /// With a signature of our own: those of ClamAV are not on this machine.
    @Test(.enabled(if: ChildProcess.find("clamd") != nil, "clamd is not installed"), .timeLimit(.minutes(10)))
    func `the real clamd finds what is in its signatures`() async throws {
        try await withTemporaryDirectory { folder in
            let root = Path(folder.path)
            let socket = "/tmp/\(root.lastComponent.suffix(12)).ctl"
            defer { unlink(socket) }
            try (root + "signatures").mkpath()
            // "roost malware"
            try (root + "signatures/own.ndb").write("Roost.Test:0:*:726f6f7374206d616c77617265\n")
            try (root + "clamd.conf").write(
                """
                Foreground yes
                LocalSocket \(socket)
                DatabaseDirectory \(root + "signatures")
                StreamMaxLength 1M

                """)
            let daemon = try await Daemon(
                ChildProcess(
                    program: try #require(ChildProcess.find("clamd")),
                    arguments: ["--config-file", (root + "clamd.conf").string], folder: root.string),
                log: root + "clamd.log")
            let result = await ServedSite.outcome {
                try await scanWithRealClamd(ClamdScanner(at: .unix(path: socket)), daemon, in: root)
            }
            await daemon.stop()
            try result.get()
        }
    }

    private func scanWithRealClamd(_ scanner: ClamdScanner, _ daemon: Daemon, in folder: Path) async throws {
        while (try? scanner.ping()) == nil {
            try #require(daemon.isRunning, "\(daemon.said)")
            try await Task.sleep(for: .milliseconds(50))
        }
        let file = folder + "upload"
        let contents: [(String, VirusScanResult)] = [
            ("harmless", .clean), ("some roost malware here", .infected(name: "Roost.Test.UNOFFICIAL")),
        ]
        for (content, expected) in contents {
            try file.write(content)
            let result = try await scanner.scan(fileAt: file.string)
            #expect(result == expected)
        }
        try file.write(Data(count: 8 << 20))
        // It says so, or resets the connection before it could be read.
        await #expect(throws: (any Error).self) { try await scanner.scan(fileAt: file.string) }
    }
}
