import Dispatch
import Foundation

/// Waits for SIGTERM, SIGINT and, where the terminal that closes is to end the program, SIGHUP.
enum ShutdownSignal {
    /// Returns when the first one arrives, or when its task is cancelled.
    static func first() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let numbers = isHangUpIgnored ? [SIGTERM, SIGINT] : [SIGTERM, SIGINT, SIGHUP]
        let sources = numbers.map { number in
            // The default action would end the process before the source receives the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
        // Whoever asks twice, or when nobody waits for a signal any more, ends the process.
        for number in numbers { signal(number, SIG_DFL) }
    }

    /// Whether the program is to go on without its terminal, as under `nohup`.
    private static let isHangUpIgnored: Bool = {
        var action = sigaction()
        guard sigaction(SIGHUP, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }()
}
