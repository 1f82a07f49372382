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
        guard let cache else { return try renderAnew(view) }
        return try cache.html(for: view, orRender: renderAnew)
    }

    /// Renders a view as part of another. The part is cached if the view allows it.
    func write(_ view: Subject, to html: inout HTML) throws {
        guard cache == nil else { return html.append(try render(view)) }
        try run(view, to: &html)
    }

    private func renderAnew(_ view: Subject) throws -> HTML {
        var html = HTML(capacity: expectedBytes.load(ordering: .relaxed))
        try run(view, to: &html)
        expectedBytes.store(html.bytes.count * 9 / 8, ordering: .relaxed)
        return html
    }

    private func run(_ view: Subject, to html: inout HTML) throws {
        guard let reloaded else { return try program.write(view, to: &html) }
        try TemplateProgram(in: reloaded).write(view, to: &html)
    }
}
