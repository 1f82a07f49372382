import Support

extension WorkQueue {
    struct Job: Sendable {
        let sender: Sender?
        /// Does the work and returns a function that resumes the caller. Call that when the worker is free again.
        let run: @Sendable () -> @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    struct State {
        var idle: [Int]
        var refused = 0
        /// By network.
        private var queues: [Queue: FairQueue<String, Job>] = [:]
        private var lastServed = Queue.ordinary
        private var places: [String: Int] = [:]

        init(idle: [Int]) {
            self.idle = idle
        }

        var waiting: Int { queues.values.reduce(0) { $0 + $1.count } }

        /// Accepts a job. It waits if no worker is idle.
        ///
        /// - Returns: the job that is refused, if any, which may be another one; and the worker to start this one on.
        mutating func accept(_ job: Job, in queue: Queue, depth: Int) -> (refused: Job?, worker: Int?) {
            guard takePlace(of: job.sender) else { return (refuse(job), nil) }
            if let worker = idle.popLast() { return (nil, worker) }
            let network = job.sender?.network ?? ""
            var refused: Job?
            if queues[queue, default: FairQueue()].count >= depth {
                refused = queues[queue]?.makeRoom(for: network)
                leave((refused ?? job).sender)
                guard refused != nil else { return (refuse(job), nil) }
            }
            queues[queue, default: FairQueue()].append(job, of: network)
            return (refused.map { refuse($0) }, nil)
        }

        private mutating func refuse(_ job: Job) -> Job {
            refused += 1
            return job
        }

        private mutating func takePlace(of sender: Sender?) -> Bool {
            guard let sender else { return true }
            guard places[sender.id, default: 0] < Sender.places else { return false }
            places[sender.id, default: 0] += 1
            return true
        }

        mutating func leave(_ sender: Sender?) {
            guard let sender, let count = places[sender.id] else { return }
            places[sender.id] = count > 1 ? count - 1 : nil
        }

        /// The next job; from the queue that was not served last, if a job waits there.
        mutating func next() -> Job? {
            let turns = Queue.allCases.filter { $0 != lastServed } + [lastServed]
            guard let queue = turns.first(where: { queues[$0, default: FairQueue()].count > 0 }) else { return nil }
            lastServed = queue
            return queues[queue]?.popFirst()?.element
        }
    }
}
