/// The data of one template: a page, or a part of one.
///
/// ``fields`` is the vocabulary of the template: each entry is a name that the template may use and what it stands
/// for. A name that the template uses and the view lacks stops the program at start. Two views that are equal render
/// the same HTML, for a template sees nothing but its fields.
protocol View: Hashable, Sendable {
    /// The file in the folder of templates.
    static var template: String { get }
    static var fields: [Field<Self>] { get }
    /// Whether the pages it was rendered to may be kept in memory, for who asks again: for pages that are asked for
    /// often and show no secret.
    static var isCacheable: Bool { get }
}

extension View {
    static var isCacheable: Bool { false }
}

/// A name in the vocabulary of a template.
struct Field<Subject>: Sendable {
    let name: String
    /// Loads what the value needs, the templates of parts.
    let load: @Sendable (TemplateLibrary) throws -> FieldValue<Subject>

    /// Text, escaped where it is printed. Absent and empty text are false in `{% if %}`.
    static func text(_ name: String, _ get: @escaping @Sendable (Subject) -> String?) -> Field {
        Field(name: name) { _ in
            FieldValue(isTrue: { get($0)?.isEmpty == false }) { subject, html in
                if let text = get(subject) { html.append(escaping: text) }
            }
        }
    }

    /// Words in the language of the page, escaped where they are printed. Absent words are false in `{% if %}`.
    static func text<Words: Localizable>(_ name: String, _ get: @escaping @Sendable (Subject) -> Words?) -> Field {
        Field(name: name) { library in
            let catalog = library.catalog
            return FieldValue(isTrue: { get($0) != nil }) { subject, html in
                if let words = get(subject) { html.append(escaping: words.text(in: catalog)) }
            }
        }
    }

    /// Something to test with `{% if %}`.
    static func flag(_ name: String, _ get: @escaping @Sendable (Subject) -> Bool) -> Field {
        Field(name: name) { _ in
            FieldValue(isFlag: true, isTrue: get) { $1.append(escaping: String(get($0))) }
        }
    }

    /// Another view, printed as the HTML that its own template makes of it.
    static func part<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> Part?) -> Field {
        Field(name: name) { library in
            let template = try library.load(Part.self)
            return FieldValue(isTrue: { get($0) != nil }) { subject, html in
                if let part = get(subject) { try template.write(part, to: &html) }
            }
        }
    }

    /// Views of one kind, printed one after the other: rows, items.
    static func parts<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> [Part]) -> Field {
        Field(name: name) { library in
            let template = try library.load(Part.self)
            return FieldValue(isTrue: { !get($0).isEmpty }) { subject, html in
                for part in get(subject) { try template.write(part, to: &html) }
            }
        }
    }

    /// The same field for something that has the subject inside.
    func of<Outer>(_ inner: @escaping @Sendable (Outer) -> Subject) -> Field<Outer> {
        Field<Outer>(name: name) { [load] library in
            let value = try load(library)
            return FieldValue(isFlag: value.isFlag, isTrue: { value.isTrue(inner($0)) }) {
                try value.write(inner($0), &$1)
            }
        }
    }
}

/// What a name in a template stands for.
struct FieldValue<Subject>: Sendable {
    /// Whether Stencil is to see a boolean rather than text.
    var isFlag = false
    /// What `{% if %}` asks.
    let isTrue: @Sendable (Subject) -> Bool
    /// What `{{ }}` prints.
    let write: @Sendable (Subject, inout HTML) throws -> Void
}
