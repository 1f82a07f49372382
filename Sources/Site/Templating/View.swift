/// The data of one template: a page, or a part of one.
///
/// ``fields`` is the vocabulary of the template: each entry is a name that the template may use and what it stands
/// for. A name that the template uses and the view lacks stops the program at start. Two views that are equal render
/// the same HTML, for a template sees nothing but its fields.
protocol View: Hashable, Sendable {
    /// The file in the folder of templates.
    static var template: String { get }
    static var fields: [Field<Self>] { get }
    /// Whether what it was rendered to may be kept in memory; not what shows a secret.
    static var isKept: Bool { get }
}

extension View {
    static var isKept: Bool { true }
}

/// A name in the vocabulary of a template.
struct Field<Subject>: Sendable {
    /// Gives the value to print or test, or nil where there is none.
    typealias Value = @Sendable (Subject) throws -> (any Sendable)?

    let name: String
    /// Loads what the value needs, the templates of parts, and gives the function that makes it.
    let load: @Sendable (TemplateLibrary) throws -> Value

    /// Text, escaped on its way in. Absent and empty text are false in `{% if %}`.
    static func text(_ name: String, _ get: @escaping @Sendable (Subject) -> String?) -> Field {
        Field(name: name) { _ in
            { subject in
                guard let text = get(subject), !text.isEmpty else { return nil }
                return HTML(escaping: text).text
            }
        }
    }

    /// Something to test with `{% if %}`.
    static func flag(_ name: String, _ get: @escaping @Sendable (Subject) -> Bool) -> Field {
        Field(name: name) { _ in { get($0) } }
    }

    /// Another view, printed as the HTML that its own template makes of it.
    static func part<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> Part?) -> Field {
        Field(name: name) { library in
            let template = try library.load(Part.self)
            return { try get($0).map { try template.render($0).text } }
        }
    }

    /// Views of one kind, printed one after the other: rows, items.
    static func parts<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> [Part]) -> Field {
        Field(name: name) { library in
            let template = try library.load(Part.self)
            return { subject in
                let parts = get(subject)
                return parts.isEmpty ? nil : try parts.map { try template.render($0).text }.joined()
            }
        }
    }

    /// The same field for something that has the subject inside.
    func of<Outer>(_ inner: @escaping @Sendable (Outer) -> Subject) -> Field<Outer> {
        Field<Outer>(name: name) { [load] library in
            let value = try load(library)
            return { try value(inner($0)) }
        }
    }
}
