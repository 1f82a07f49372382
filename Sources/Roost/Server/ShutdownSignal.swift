import Dispatch
import Foundation

/// Waits for SIGTERM and SIGINT.
enum ShutdownSignal {
    /// Returns when the first one arrives, or when its task is cancelled.
    static func first() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
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
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
}
