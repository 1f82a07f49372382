/// What is wrong with what a person entered: the page's title says that there is something, and a note at its top leads
/// to the control.
struct FieldProblem: View {
    static let template = "problem.html"
    static var fields: [Field<Self>] { [.text("control", \.control), .text("label", \.label), .text("text", \.text)] }

    /// The `id` of the control; nil for what concerns a form as a whole, and stands beside it.
    let control: String?
    var label: Text?
    let text: Text
}

/// A control in a form, which shows what is wrong with its value.
protocol FormControl: View {
    var name: String { get }
    /// The element's `id`, where the page has another field of the same name.
    var elementID: String? { get }
    var label: Text { get }
    var error: Text? { get }
}

extension FormControl {
    var elementID: String? { nil }
    /// The element's `id`.
    var id: String {
        elementID ?? String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    }
    var problems: [FieldProblem] { error.map { [FieldProblem(control: id, label: label, text: $0)] } ?? [] }
}

extension Field {
    /// Words about what is wrong with a form, or with the control of this `id`.
    static func problem(
        _ name: String, with control: @escaping @Sendable (Subject) -> String? = { _ in nil },
        _ get: @escaping @Sendable (Subject) -> Text?
    ) -> Field {
        text(name, get).having { subject in
            get(subject).map { [FieldProblem(control: control(subject), text: $0)] } ?? []
        }
    }
}
