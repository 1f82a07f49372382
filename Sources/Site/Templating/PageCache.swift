import Instrumentation
import Synchronization

/// What views of one kind have been rendered to, as far as it fits.
///
/// A view holds all that its template can show, and is the key: HTML that is found here cannot be stale. When the caches
/// of a site have grown by as much as they may, each forgets what it was not asked for since that happened last.
final class PageCache<Subject: View>: Sendable {
    private struct Generations {
        var younger: [Subject: HTML] = [:]
        var older: [Subject: HTML] = [:]
        /// Bytes in each, and what was found in either.
        var (youngerBytes, olderBytes) = (0, 0)
        var (hits, misses) = (0, 0)

        mutating func keep(_ html: HTML, for view: Subject) {
            let former = younger.updateValue(html, forKey: view)
            youngerBytes += html.bytes.count - (former?.bytes.count ?? 0)
        }

        mutating func takeOld(_ view: Subject) -> HTML? {
            guard let html = older.removeValue(forKey: view) else { return nil }
            olderBytes -= html.bytes.count
            return html
        }
    }

    private let generations = Mutex(Generations())
    private let budget: CacheBudget

    init(within budget: CacheBudget) {
        self.budget = budget
        budget.register(
            CacheBudget.Member(age: { [weak self] in self?.age() }, metrics: { [weak self] in self?.metrics }))
    }

    private var metrics: CacheMetrics {
        generations.withLock {
            CacheMetrics(
                hits: $0.hits, misses: $0.misses, entries: $0.younger.count + $0.older.count,
                bytes: $0.youngerBytes + $0.olderBytes)
        }
    }

    func html(for view: Subject, orRender render: (Subject) throws -> HTML) rethrows -> HTML {
        let (known, isOld) = generations.withLock { generations in
            if let html = generations.younger[view] {
                generations.hits += 1
                return (HTML?.some(html), false)
            }
            guard let html = generations.takeOld(view) else {
                generations.misses += 1
                return (nil, false)
            }
            generations.hits += 1
            generations.keep(html, for: view)
            return (html, true)
        }
        if let known, !isOld { return known }
        let html = try known ?? render(view).trimmed
        if !isOld { generations.withLock { $0.keep(html, for: view) } }
        budget.spend(html.bytes.count)
        return html
    }

    private func age() {
        generations.withLock { generations in
            (generations.older, generations.olderBytes) = (generations.younger, generations.youngerBytes)
            (generations.younger, generations.youngerBytes) = ([:], 0)
        }
    }
}

/// How much the caches of a site may grow together until they forget.
final class CacheBudget: Sendable {
    /// Bytes; in all, twice as much may be kept.
    static let limit = 8 * 1024 * 1024
    /// What is counted for an entry besides its HTML.
    static let entryCost = 2048

    /// A cache.
    struct Member: Sendable {
        /// Forgets what it has not been asked for since the last time.
        let age: @Sendable () -> Void
        /// Nil when it is no more.
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

    /// Of all caches together.
    var metrics: CacheMetrics {
        let caches = state.withLock(\.caches)
        return caches.compactMap { $0.metrics() }.reduce(CacheMetrics(bytes: 0), +)
    }

    /// Counts an entry of so many bytes.
    func spend(_ bytes: Int) {
        let caches = state.withLock { state in
            state.spent += bytes + Self.entryCost
            guard state.spent > limit else { return [Member]() }
            state.spent = 0
            return state.caches
        }
        for cache in caches { cache.age() }
    }
}
