/// The template of one kind of view, read, checked and compiled.
struct Template<Subject: View>: Sendable {
    private let program: TemplateProgram<Subject>
    /// Where it was loaded from, when it is to be loaded again at every rendering.
    private let reloaded: TemplateLibrary?
    private let cache: PageCache<Subject>?

    /// - Throws: ``TemplateError``, or what the folder of templates throws.
    init(in library: TemplateLibrary) throws {
        program = try TemplateProgram(in: library)
        reloaded = library.reloads ? library : nil
        cache = Subject.isCacheable && !library.reloads ? PageCache(within: library.cacheBudget) : nil
    }

    /// What the template makes of a view; kept, if the view may be.
    func render(_ view: Subject) throws -> HTML {
        guard let cache else { return try html(of: view) }
        return try cache.html(for: view, orRender: html)
    }

    /// Adds what the template makes of a view to that of another.
    func write(_ view: Subject, to html: inout HTML) throws {
        let program = try reloaded.map(TemplateProgram.init(in:)) ?? program
        try program.write(view, to: &html)
    }

    private func html(of view: Subject) throws -> HTML {
        // Most pages have less.
        var html = HTML(capacity: 16 * 1024)
        try write(view, to: &html)
        return html
    }
}
