import Synchronization

/// Is told of each commit of this process.
package protocol CommitObserver: AnyObject, Sendable {
    /// Called after each commit, before the callers of its actions resume.
    ///
    /// It runs on the thread that writes, so all other writes wait for it.
    /// - Parameter db: reads what was committed. It must not write.
    func didCommit(_ db: Transaction)
}

/// The observers of one database. They are held weakly.
final class CommitObservers: Sendable {
    private struct Entry {
        weak var observer: (any CommitObserver)?
    }

    private let entries = Mutex<[Entry]>([])

    func add(_ observer: any CommitObserver) {
        entries.withLock { entries in
            entries.removeAll { $0.observer == nil }
            entries.append(Entry(observer: observer))
        }
    }

    /// Calls all observers on the connection that has just committed.
    func publish(_ db: Transaction) {
        for observer in entries.withLock({ $0.compactMap(\.observer) }) { observer.didCommit(db) }
    }
}

extension Database {
    /// Tells `observer` of each commit that this object makes, as long as the observer lives. Commits of other processes
    /// show only in ``lastCommit``.
    package func add(_ observer: any CommitObserver) {
        observers.add(observer)
    }

    /// The last commit to the file, by this process or another. It neither reads the file nor waits.
    ///
    /// - Returns: nil when it cannot be told at this moment, so that nothing may be taken for unchanged.
    package var lastCommit: CommitMark? { watch.lastCommit }
}
