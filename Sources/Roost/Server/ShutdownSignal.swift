import Dispatch
import Foundation
import Synchronization

/// Waits for SIGTERM, SIGINT and, where the terminal that closes is to end the program, SIGHUP.
enum ShutdownSignal {
    private struct State {
        var isWatching = false
        var lastID = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private static let state = Mutex(State())

    /// Tasks that wait.
    static var waiting: Int { state.withLock { $0.waiting.count } }

    /// Returns when the first one arrives, or when its task is cancelled. A signal for which nobody waits (any more) ends
    /// the process.
    static func first() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let (id, isFirst) = state.withLock { state in
            state.lastID += 1
            state.waiting[state.lastID] = continuation
            defer { state.isWatching = true }
            return (state.lastID, !state.isWatching)
        }
        if isFirst { watch() }
        for await _ in signals { break }
        state.withLock { $0.waiting[id] = nil }
    }

    /// For as long as the program runs: a second source for the same signal, made after the first has been cancelled,
    /// hears nothing.
    private static func watch() {
        for number in isHangUpIgnored ? [SIGTERM, SIGINT] : [SIGTERM, SIGINT, SIGHUP] {
            // The default action would end the process before the source receives the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                // Keeps the source, which nobody else does.
                withExtendedLifetime(source) { hear(number) }
            }
            source.resume()
        }
    }

    private static func hear(_ number: Int32) {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.yield() }
        guard waiting.isEmpty else { return }
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }

    /// Whether the program is to go on without its terminal, as under `nohup`.
    private static let isHangUpIgnored: Bool = {
        var action = sigaction()
        guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }()
}
