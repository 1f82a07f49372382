import Synchronization

/// What views of one kind have been rendered to, as far as it fits.
///
/// A view holds all that its template can show, and is the key: HTML that is found here cannot be stale.
final class FragmentCache<Subject: View>: Sendable {
    /// Bytes of HTML in each of the two generations. When the younger one is full, the older one is forgotten.
    static var capacity: Int { 1024 * 1024 }

    private struct Generations {
        var younger: [Subject: HTML] = [:]
        var older: [Subject: HTML] = [:]
        var bytes = 0
    }

    private let generations = Mutex(Generations())

    func html(for view: Subject, orRender render: (Subject) throws -> HTML) rethrows -> HTML {
        if let known = generations.withLock({ $0.younger[view] ?? $0.older[view] }) { return known }
        let html = try render(view)
        generations.withLock { generations in
            generations.younger[view] = html
            generations.bytes += html.text.utf8.count
            guard generations.bytes > Self.capacity else { return }
            generations.older = generations.younger
            generations.younger = [:]
            generations.bytes = 0
        }
        return html
    }
}
