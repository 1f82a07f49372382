import Foundation

/// A roost binary that runs as our child, on a free port, with all that it writes in one folder.
final class SiteProcess: Sendable {
    struct NotStarted: Error, CustomStringConvertible {
        let log: String
        var description: String { "the site did not start:\n\(log)" }
    }

    let process: pid_t
    let port: UInt16
    let folder: String

    /// Starts the site and waits until it listens.
    ///
    /// - Parameters:
    ///   - folder: where its database and its uploads are, or will be.
    ///   - descriptorLimit: how many files it may have open, and may not raise that.
    ///   - settings: what it is told besides, as variables.
    init(
        _ workspace: Workspace, folder: String, descriptorLimit: Int? = nil, settings: [String: String] = [:]
    ) throws {
        self.folder = folder
        let log = workspace.newFile("log")
        let environment = [
            // A site that is installed on this machine has settings of its own.
            "ROOST_CONFIG": "/dev/null", "PATH": "/usr/bin:/bin", "ROOST_HOST": "127.0.0.1", "ROOST_PORT": "0",
            "ROOST_DATABASE": folder + "/roost.sqlite", "ROOST_UPLOADS": folder + "/uploads",
            "ROOST_LOG_LEVEL": "notice", "ROOST_LOG_FORMAT": "text",
        ].merging(settings) { $1 }
        let arguments =
            descriptorLimit.map { ["/bin/sh", "-c", "ulimit -n \($0); exec \"$0\" serve", workspace.roost] }
            ?? [workspace.roost, "serve"]
        process = try Spawn.start(arguments, environment: environment, output: log)
        guard let port = Self.port(in: log, of: process) else {
            Self.end(process)
            throw NotStarted(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
        }
        self.port = port
    }

    var uploads: String { folder + "/uploads" }
    var database: String { folder + "/roost.sqlite" }
    var figures: ProcessFigures { ProcessFigures(process: process) }

    /// Ends it at once, without a chance to finish anything; tells how it had ended before, if it had.
    @discardableResult
    func end() -> String? {
        Self.end(process)
    }

    @discardableResult
    private static func end(_ process: pid_t) -> String? {
        let wasRunning = ProcessFigures(process: process).isRunning
        guard let status = Leftovers.end(process), !wasRunning else { return nil }
        return status & 0x7F == 0 ? "with status \(status >> 8)" : "by signal \(status & 0x7F)"
    }

    /// The port that the site says it listens on.
    private static func port(in log: String, of process: pid_t) -> UInt16? {
        let end = ContinuousClock.now + .seconds(20)
        let figures = ProcessFigures(process: process)
        while ContinuousClock.now < end, figures.isRunning {
            let lines = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
            for line in lines where line.hasSuffix("listening") {
                if let port = line.firstMatch(of: /port=([0-9]+)/) { return UInt16(port.output.1) }
            }
            pause(.milliseconds(10))
        }
        return nil
    }
}
