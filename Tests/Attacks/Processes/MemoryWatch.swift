/// Looks at a process' memory all the while, for its peak.
struct MemoryWatch: Sendable {
    let before: Int
    private let isOver = StopSign()
    private let worker: Worker<Int>

    init(_ figures: ProcessFigures) {
        let first = figures.memory
        before = first
        worker = Worker { [isOver] in
            var peak = first
            while !isOver.isSet {
                peak = max(peak, figures.memory)
                pause(.milliseconds(20))
            }
            return peak
        }
    }

    /// Looks no more; gives the most that was seen, in MB.
    func stop() -> Int {
        isOver.set()
        return worker.wait()
    }
}
