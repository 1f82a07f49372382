import Synchronization

/// The template of one kind of view, read, checked and compiled.
final class Template<Subject: View>: Sendable {
    private let program: TemplateProgram<Subject>
    /// The library to load it from again at every rendering; nil if it is loaded once.
    private let reloaded: TemplateLibrary?
    private let cache: PageCache<Subject>?
    /// A little more than the last one had. A page that grows while it is written is copied several times.
    private let expectedBytes = Atomic(16 * 1024)

    /// - Throws: ``TemplateError``, or what the folder of templates throws.
    init(in library: TemplateLibrary) throws {
        program = try TemplateProgram(in: library)
        reloaded = library.reloads ? library : nil
        cache = Subject.isCacheable && !library.reloads ? PageCache(within: library.cacheBudget) : nil
    }

    /// Renders a view. The result is cached if the view allows it.
    func render(_ view: Subject) throws -> HTML {
        var html = HTML(capacity: cache == nil ? expectedBytes.load(ordering: .relaxed) : 0)
        try write(view, to: &html)
        expectedBytes.store(html.bytes.count * 9 / 8, ordering: .relaxed)
        return html
    }

    /// Renders a view as part of another. The part is cached if the view allows it.
    func write(_ view: Subject, to html: inout HTML) throws {
        guard let cache else { return try run(view, to: &html) }
        html.append(
            try cache.html(for: view) { view in
                var html = HTML(capacity: 16 * 1024)
                try run(view, to: &html)
                return html
            })
    }

    private func run(_ view: Subject, to html: inout HTML) throws {
        guard let reloaded else { return try program.write(view, to: &html) }
        try TemplateProgram(in: reloaded).write(view, to: &html)
    }
}
