import Stencil

/// A template as a row of steps, made of the nodes that Stencil parsed.
///
/// Stencil looks each name up in dictionaries, and in a page that is nearly all of the work. Nearly all that templates
/// consist of, text, fields and conditions on fields, is run here; whatever else Stencil knows, its own nodes render.
///
/// Unchecked: Stencil's nodes and environment are classes and existentials without a declared `Sendable`, but nothing
/// writes to them once they are parsed; what a rendering changes is in the `Context` that it makes.
struct TemplateProgram<Subject: View>: @unchecked Sendable {
    private enum Step {
        case text(HTML)
        /// The number of a field.
        case field(Int)
        case choice([Branch])
        case stencil(any NodeType)
    }

    private struct Branch {
        let condition: TemplateCondition
        let steps: [Step]
    }

    private let steps: [Step]
    private let fields: [(name: String, value: FieldValue<Subject>)]
    private let environment: Environment

    init(in library: TemplateLibrary) throws {
        let source = try library.source(of: Subject.template)
        fields = try Subject.fields.map { ($0.name, try $0.load(library)) }
        environment = library.environment
        let numbers = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        try source.check(names: Set(numbers.keys))
        steps = try Self.steps(of: source.parse(in: environment), fields: numbers)
    }

    func write(_ view: Subject, to html: inout HTML) throws {
        try run(steps, view, &html)
    }

    private func run(_ steps: [Step], _ view: Subject, _ html: inout HTML) throws {
        for step in steps {
            switch step {
            case .text(let text): html.append(text)
            case .field(let number): try fields[number].value.write(view, &html)
            case .choice(let branches):
                if let branch = try branches.first(where: { try holds($0.condition, for: view) }) {
                    try run(branch.steps, view, &html)
                }
            case .stencil(let node): html.append(HTML(template: try renderNodes([node], context(of: view))))
            }
        }
    }

    private func holds(_ condition: TemplateCondition, for view: Subject) throws -> Bool {
        switch condition {
        case .always: true
        case .field(let number): fields[number].value.isTrue(view)
        case .not(let condition): try !holds(condition, for: view)
        case .all(let conditions): try conditions.allSatisfy { try holds($0, for: view) }
        case .any(let conditions): try conditions.contains { try holds($0, for: view) }
        case .stencil(let expression): try expression.evaluate(context: context(of: view))
        }
    }

    private func context(of view: Subject) throws -> Context {
        var values: [String: Any] = [:]
        for (name, value) in fields where value.isTrue(view) {
            var html = HTML()
            try value.write(view, &html)
            values[name] = value.isFlag ? true : html.text
        }
        return Context(dictionary: values, environment: environment)
    }
}

extension TemplateProgram {
    private static func steps(of nodes: [any NodeType], fields: [String: Int]) throws -> [Step] {
        try nodes.map { node in
            switch node {
            case let node as TextNode:
                .text(HTML(template: try node.render(Context())))
            case let node as VariableNode:
                node.token.flatMap { fields[$0.contents] }.map(Step.field) ?? .stencil(node)
            case let node as IfNode:
                .choice(
                    try node.branches.map { branch in
                        Branch(
                            condition: TemplateCondition(of: branch, fields: fields),
                            steps: try steps(of: branch.nodes, fields: fields))
                    })
            default:
                .stencil(node)
            }
        }
    }
}
