/// The data of one template: a page, or a part of one.
///
/// ``fields`` is the vocabulary of the template: the names it can use and their values. A template that uses another
/// name stops the program at start.
protocol View: Sendable {
    /// The file in the folder of templates.
    static var template: String { get }
    static var fields: [Field<Self>] { get }
    /// What is wrong with what a person entered, in the order of the page.
    var problems: [FieldProblem] { get }
}

extension View {
    var problems: [FieldProblem] { Self.fields.flatMap { $0.problems(self) } }
}

/// A name in the vocabulary of a template.
struct Field<Subject>: Sendable {
    let name: String
    /// Loads what the value needs: the templates of parts.
    let load: @Sendable (TemplateLibrary) throws -> FieldValue<Subject>
    /// What is wrong with what a person entered, as far as this field shows it.
    var problems: @Sendable (Subject) -> [FieldProblem] = { _ in [] }

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
                get(subject)?.write(in: catalog, to: &html)
            }
        }
    }

    /// HTML that was made elsewhere, such as a message's text, printed as it is. Absent HTML is false in `{% if %}`.
    static func html(_ name: String, _ get: @escaping @Sendable (Subject) -> HTML?) -> Field {
        Field(name: name) { _ in
            FieldValue(isTrue: { get($0) != nil }) { subject, html in
                if let part = get(subject) { html.append(part) }
            }
        }
    }

    /// HTML that the subject writes itself. It is false in `{% if %}` unless `condition` holds, and then empty.
    static func html(
        _ name: String, if condition: @escaping @Sendable (Subject) -> Bool,
        _ write: @escaping @Sendable (Subject, inout HTML) -> Void
    ) -> Field {
        Field(name: name) { _ in
            FieldValue(isTrue: condition) { subject, html in
                if condition(subject) { write(subject, &html) }
            }
        }
    }

    /// Something to test with `{% if %}`.
    static func flag(_ name: String, _ get: @escaping @Sendable (Subject) -> Bool) -> Field {
        Field(name: name) { _ in
            FieldValue(isTrue: get) { $1.append(escaping: String(get($0))) }
        }
    }

    /// Another view, printed as the HTML that its own template makes of it.
    static func part<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> Part?) -> Field {
        let field = Field(name: name) { library in
            let template = try library.load(Part.self)
            return FieldValue(isTrue: { get($0) != nil }) { subject, html in
                if let part = get(subject) { try template.write(part, to: &html) }
            }
        }
        return field.having { get($0)?.problems ?? [] }
    }

    /// Views of one kind, printed one after the other: rows, items.
    static func parts<Part: View>(_ name: String, _ get: @escaping @Sendable (Subject) -> [Part]) -> Field {
        let field = Field(name: name) { library in
            let template = try library.load(Part.self)
            return FieldValue(isTrue: { !get($0).isEmpty }) { subject, html in
                for part in get(subject) { try template.write(part, to: &html) }
            }
        }
        return field.having { get($0).flatMap(\.problems) }
    }

    /// The same field for a view that contains the subject.
    ///
    /// - Parameter lend: calls its second argument with the subject in its first, which must not be copied: a page is
    ///   large, and has many fields.
    func of<Outer>(
        _ lend: @escaping @Sendable (Outer, (Subject) throws -> Void) throws -> Void
    ) -> Field<Outer> {
        let field = Field<Outer>(name: name) { [load] library in
            let value = try load(library)
            return FieldValue(
                isTrue: { outer in
                    var isTrue = false
                    try? lend(outer) { isTrue = value.isTrue($0) }
                    return isTrue
                },
                write: { outer, html in try lend(outer) { try value.write($0, &html) } })
        }
        return field.having { [problems] outer in
            var found: [FieldProblem] = []
            try? lend(outer) { found = problems($0) }
            return found
        }
    }

    /// The same field with these problems.
    func having(_ problems: @escaping @Sendable (Subject) -> [FieldProblem]) -> Field {
        var field = self
        field.problems = problems
        return field
    }
}

/// The value of a name in a template.
final class FieldValue<Subject>: Sendable {
    /// The condition for `{% if %}`.
    let isTrue: @Sendable (Subject) -> Bool
    /// Writes the HTML for `{{ }}`.
    let write: @Sendable (Subject, inout HTML) throws -> Void

    init(
        isTrue: @escaping @Sendable (Subject) -> Bool, write: @escaping @Sendable (Subject, inout HTML) throws -> Void
    ) {
        self.isTrue = isTrue
        self.write = write
    }
}
