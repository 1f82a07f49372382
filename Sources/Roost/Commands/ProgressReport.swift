/// Prints progress to standard error, at most once a second and at the end.
final class ProgressReport {
    private let signal: Interruptible.Signal
    private let isQuiet: Bool
    private var last = ContinuousClock.now

    init(_ signal: Interruptible.Signal, isQuiet: Bool = false) {
        self.signal = signal
        self.isQuiet = isQuiet
    }

    /// - Throws: `Interruptible.Interrupted`.
    func check() throws {
        try signal.check()
    }

    /// - Parameter share: how much is done, from 0 to 1.
    /// - Throws: `Interruptible.Interrupted`.
    func say(_ what: String, _ share: Double) throws {
        try check()
        guard !isQuiet, share >= 1 || ContinuousClock.now - last >= .seconds(1) else { return }
        last = .now
        Terminal.warn("\(what): \(Int(share * 100)) %")
    }
}
