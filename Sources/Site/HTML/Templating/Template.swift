import Synchronization

/// The template of one kind of view, read, checked and compiled.
final class Template<Subject: View>: Sendable {
    private let program: TemplateProgram<Subject>
    /// The library to load it from again at every rendering; nil if it is loaded once.
    private let reloaded: TemplateLibrary?
    /// A little more than the last one had. A page that grows while it is written is copied several times.
    private let expectedBytes = Atomic(16 * 1024)

    /// - Throws: ``TemplateError``, or what the folder of templates throws.
    init(in library: TemplateLibrary) throws {
        program = try TemplateProgram(in: library)
        reloaded = library.reloads ? library : nil
    }

    func render(_ view: Subject) throws -> HTML {
        var html = HTML(capacity: expectedBytes.load(ordering: .relaxed))
        try write(view, to: &html)
        expectedBytes.store(html.bytes.count * 9 / 8, ordering: .relaxed)
        return html
    }

    /// Renders a view as part of another.
    func write(_ view: Subject, to html: inout HTML) throws {
        guard let reloaded else { return try program.write(view, to: &html) }
        try TemplateProgram(in: reloaded).write(view, to: &html)
    }
}
