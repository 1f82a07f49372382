import Foundation
import TestSupport

/// Starts programs in a process group of their own, so that a Ctrl-C reaches us alone and we end them in order.
enum Spawn {
    /// - Parameter output: the file that takes what the program writes.
    static func start(_ arguments: [String], environment: [String: String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = try Self.attributes()
        defer { posix_spawnattr_destroy(&attributes) }
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        return try Leftovers.start {
            var process: pid_t = 0
            let code = posix_spawn(&process, arguments[0], &actions, &attributes, words, variables)
            guard code == 0 else { throw SystemError("start \(arguments[0])", code: code) }
            return process
        }
    }

    /// The signals that we ignore are not ignored by our children.
    private static func attributes() throws -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        return attributes
    }
}

/// A program that runs for a while and says something.
enum Tool {
    static func path(_ name: String) -> String? {
        ["/usr/bin/\(name)", "/usr/local/bin/\(name)"].first { access($0, X_OK) == 0 }
    }

    /// Runs it to its end, or ends it when it takes longer; gives its exit status and what it wrote.
    static func run(
        _ arguments: [String], in workspace: Workspace, for limit: Duration = .seconds(60)
    ) throws -> (status: Int32, output: String) {
        let output = workspace.newFile("output")
        let process = try Spawn.start(arguments, environment: ["PATH": "/usr/bin:/bin"], output: output)
        let end = ContinuousClock.now + limit
        let figures = ProcessFigures(process: process)
        while figures.isRunning, ContinuousClock.now < end { pause(.milliseconds(10)) }
        let status = Leftovers.end(process) ?? 0
        return (status, (try? String(contentsOfFile: output, encoding: .utf8)) ?? "")
    }
}
