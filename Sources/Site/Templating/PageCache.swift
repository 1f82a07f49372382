import Synchronization

/// What views of one kind have been rendered to, as far as it fits.
///
/// A view holds all that its template can show, and is the key: HTML that is found here cannot be stale. When the caches
/// of a site have grown by as much as they may, each forgets what it was not asked for since that happened last.
final class PageCache<Subject: View>: Sendable {
    private struct Generations {
        var younger: [Subject: HTML] = [:]
        var older: [Subject: HTML] = [:]
    }

    private let generations = Mutex(Generations())
    private let budget: CacheBudget

    init(within budget: CacheBudget) {
        self.budget = budget
        budget.register { [weak self] in self?.age() }
    }

    func html(for view: Subject, orRender render: (Subject) throws -> HTML) rethrows -> HTML {
        let (known, isOld) = generations.withLock { generations in
            if let html = generations.younger[view] { return (HTML?.some(html), false) }
            guard let html = generations.older.removeValue(forKey: view) else { return (nil, false) }
            generations.younger[view] = html
            return (html, true)
        }
        if let known, !isOld { return known }
        let html = try known ?? render(view).trimmed
        if !isOld { generations.withLock { $0.younger[view] = html } }
        budget.spend(html.bytes.count)
        return html
    }

    private func age() {
        generations.withLock { generations in
            generations.older = generations.younger
            generations.younger = [:]
        }
    }
}

/// How much the caches of a site may grow together until they forget.
final class CacheBudget: Sendable {
    /// Bytes; in all, twice as much may be kept.
    static let limit = 8 * 1024 * 1024
    /// What is counted for an entry besides its HTML.
    static let entryCost = 2048

    private struct State {
        var spent = 0
        var caches: [@Sendable () -> Void] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = limit) {
        self.limit = limit
    }

    /// - Parameter age: makes a cache forget what it has not been asked for since the last time.
    func register(_ age: @escaping @Sendable () -> Void) {
        state.withLock { $0.caches.append(age) }
    }

    /// Counts an entry of so many bytes.
    func spend(_ bytes: Int) {
        let caches = state.withLock { state in
            state.spent += bytes + Self.entryCost
            guard state.spent > limit else { return [@Sendable () -> Void]() }
            state.spent = 0
            return state.caches
        }
        for age in caches { age() }
    }
}
