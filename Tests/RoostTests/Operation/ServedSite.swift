import Foundation
import PathKit
import TestSupport

@testable import Roost

/// `roost serve`, running with metrics in a folder of its own.
struct ServedSite: Sendable {
    static let password = "fruit bats at dusk"

    private let root: String
    let daemon: Daemon
    let port: String
    let metricsPort: String
    /// What it was passed to serve on.
    let socket: LoopbackSocket?

    var folder: Path { Path(root) }
    var address: String { "http://127.0.0.1:\(port)" }
    var curl: Curl { Curl(folder: root) }

    /// Bytes of the database's file and of its WAL, by the names that metrics have for them.
    func databaseSizes() throws -> [String: Double] {
        try ["database": "roost.sqlite", "log": "roost.sqlite-wal"].mapValues { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: (folder + name).string)
            return (attributes[.size] as? NSNumber)?.doubleValue ?? 0
        }
    }

    /// Hands a running site to `body`; nothing of it is left behind.
    static func run(
        _ flags: [String] = [], on socket: LoopbackSocket? = nil, _ body: (ServedSite) async throws -> Void
    ) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let daemon =
            if let socket {
                try await start(in: folder, on: socket.handle, flags)
            } else {
                try await start(in: folder, ["--port", "0", "--metrics", "127.0.0.1:0"] + flags)
            }
        let result = await outcome {
            let port = try await daemon.hear(/port=([0-9]+) .*listening/)
            let metrics = try await daemon.hear(/port=([0-9]+) .*metrics/)
            try await body(
                ServedSite(root: folder.string, daemon: daemon, port: port, metricsPort: metrics, socket: socket))
        }
        await daemon.stop()
        try result.get()
    }

    static func start(in folder: Path, _ flags: [String]) async throws -> Daemon {
        try await Daemon(
            ChildProcess(
                program: try BuiltProgram.roost,
                arguments: serve + flags,
                folder: folder.string,
                environment: ["PATH": "/usr/bin:/bin", "ROOST_LOG_FORMAT": "text"]),
            log: folder + "roost.log")
    }

    /// Other tests run beside this one: what takes long is to be waited for.
    private static let serve = [
        "serve", "--database", "roost.sqlite", "--uploads", "uploads", "--picture-timeout", "1h",
    ]

    static func outcome<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    /// The program that serves the site in `folder` on a socket that is passed to it as systemd does.
    static func start(in folder: Path, on socket: FileHandle, _ flags: [String]) async throws -> Daemon {
        // The process that the shell becomes has the number that the shell had.
        let script = #"LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" "$@" 3<&0 0</dev/null"#
        return try await Daemon(
            ChildProcess(
                program: "/bin/sh", arguments: ["-c", script, try BuiltProgram.roost] + serve + flags,
                folder: folder.string,
                environment: ["PATH": "/usr/bin:/bin", "ROOST_LOG_FORMAT": "text"]),
            log: folder + "roost.log", input: socket)
    }

    func metrics() async throws -> Samples {
        Samples(try await curl.get("http://127.0.0.1:\(metricsPort)/metrics").body)
    }

    /// A picture in a file.
    func picture() throws -> Path {
        let path = folder + "picture.png"
        if !path.exists { try path.write(Data(PNG(width: 40, height: 30).bytes { x, y in [UInt8(x), UInt8(y), 90] })) }
        return path
    }
}
