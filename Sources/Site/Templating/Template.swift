import Stencil

/// The template of one kind of view, read, checked and parsed.
struct Template<Subject: View>: Sendable {
    private let renderer: @Sendable (Subject) throws -> HTML

    /// - Parameter library: where it was loaded from; one that reloads is asked again at every rendering.
    init(in library: TemplateLibrary) throws {
        let first = try CompiledTemplate<Subject>(in: library)
        if library.reloads {
            renderer = { try CompiledTemplate<Subject>(in: library).render($0) }
        } else if !Subject.isKept {
            renderer = first.render
        } else {
            let cache = FragmentCache<Subject>()
            renderer = { try cache.html(for: $0, orRender: first.render) }
        }
    }

    func render(_ view: Subject) throws -> HTML {
        try renderer(view)
    }
}

/// A parsed template with its fields at hand.
///
/// Unchecked: Stencil's nodes and environment are classes and existentials without a declared `Sendable`, but nothing
/// writes to them once they are parsed; what a rendering changes is in the `Context` that it makes.
private struct CompiledTemplate<Subject: View>: @unchecked Sendable {
    private let nodes: [any NodeType]
    private let environment: Environment
    private let fields: [(name: String, value: Field<Subject>.Value)]

    init(in library: TemplateLibrary) throws {
        let source = try library.source(of: Subject.template)
        environment = library.environment
        fields = try Subject.fields.map { ($0.name, try $0.load(library)) }
        try source.check(names: Set(fields.map(\.name)))
        nodes = try source.parse(in: environment)
    }

    func render(_ view: Subject) throws -> HTML {
        var values: [String: Any] = [:]
        values.reserveCapacity(fields.count)
        for field in fields {
            if let value = try field.value(view) { values[field.name] = value }
        }
        return HTML(rendered: try renderNodes(nodes, Context(dictionary: values, environment: environment)))
    }
}
