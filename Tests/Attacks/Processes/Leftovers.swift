import Foundation
import Synchronization

/// The processes and folders that are ours, so that none outlives us, on Ctrl-C either.
enum Leftovers {
    private struct State {
        var processes: Set<pid_t> = []
        var folders: Set<String> = []
        var isOver = false
    }

    struct Stopped: Error {}

    private static let state = Mutex(State())
    private static let signals = Mutex<[any DispatchSourceSignal]>([])

    /// Starts a process and takes note of it; none is started any more once all were removed.
    static func start(_ spawn: () throws -> pid_t) throws -> pid_t {
        try state.withLock {
            if $0.isOver { throw Stopped() }
            let process = try spawn()
            $0.processes.insert(process)
            return process
        }
    }

    static func folder(_ make: () throws -> String) throws -> String {
        try state.withLock {
            if $0.isOver { throw Stopped() }
            let folder = try make()
            $0.folders.insert(folder)
            return folder
        }
    }

    /// Ends a process of ours and gives its exit status; nil when that was done before, as its number may then be
    /// another's.
    static func end(_ process: pid_t) -> Int32? {
        state.withLock { $0.processes.remove(process).map(killed) }
    }

    private static func killed(_ process: pid_t) -> Int32 {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return status
    }

    static func removeAll() {
        state.withLock {
            $0.isOver = true
            for process in $0.processes { _ = killed(process) }
            for folder in $0.folders { try? FileManager.default.removeItem(atPath: folder) }
            $0.processes = []
            $0.folders = []
        }
    }

    static func removeOnSignals() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            signals.withLock {
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
                source.setEventHandler {
                    removeAll()
                    _exit(128 + number)
                }
                source.resume()
                $0.append(source)
            }
        }
    }
}
