import Instrumentation
import Support
import Synchronization

/// Caches the HTML of views of one kind.
///
/// A view holds everything that its template can show, and is the key: cached HTML cannot be stale. When the caches of a
/// site together have grown by their budget, each of them forgets what it has not been asked for since that last happened.
final class PageCache<Subject: View>: Sendable {
    private let cache = Mutex(BoundedCache<Subject, HTML>())
    private let budget: CacheBudget

    init(within budget: CacheBudget) {
        self.budget = budget
        budget.register(
            CacheBudget.Member(
                age: { [weak self] in self?.cache.withLock { $0.age() } }, metrics: { [weak self] in self?.metrics }))
    }

    private var metrics: CacheMetrics {
        cache.withLock { cache in
            var metrics = cache.metrics
            metrics.bytes = cache.cost - metrics.entries * CacheBudget.entryCost
            return metrics
        }
    }

    func html(for view: Subject, orRender render: (Subject) throws -> HTML) rethrows -> HTML {
        if let known = change({ $0.find(view) }) { return known }
        let html = try render(view).trimmed
        change { $0.insert(html, for: view, cost: html.bytes.count + CacheBudget.entryCost) }
        return html
    }

    /// Counts by how much `change` lets the recent entries grow.
    private func change<Result: Sendable>(
        _ change: @Sendable (inout BoundedCache<Subject, HTML>) -> Result
    ) -> Result {
        let (result, growth) = cache.withLock { cache in
            let before = cache.recentCost
            return (change(&cache), cache.recentCost - before)
        }
        budget.spend(growth)
        return result
    }
}

/// How much the caches of a site may grow together before they forget.
final class CacheBudget: Sendable {
    /// In bytes. The caches may hold twice as much.
    static let limit = 8 * 1024 * 1024
    /// What an entry costs in addition to its HTML, in bytes.
    static let entryCost = 2048

    /// A cache.
    struct Member: Sendable {
        /// Forgets what has not been asked for since the last call.
        let age: @Sendable () -> Void
        /// Nil if the cache no longer exists.
        let metrics: @Sendable () -> CacheMetrics?
    }

    private struct State {
        var spent = 0
        var caches: [Member] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = limit) {
        self.limit = limit
    }

    func register(_ cache: Member) {
        state.withLock { $0.caches.append(cache) }
    }

    /// The sum over all caches.
    var metrics: CacheMetrics {
        let caches = state.withLock(\.caches)
        return caches.compactMap { $0.metrics() }.reduce(CacheMetrics(bytes: 0), +)
    }

    /// Counts the growth of a cache, in bytes.
    func spend(_ bytes: Int) {
        guard bytes > 0 else { return }
        let caches = state.withLock { state in
            state.spent += bytes
            guard state.spent > limit else { return [Member]() }
            state.spent = 0
            return state.caches
        }
        for cache in caches { cache.age() }
    }
}
