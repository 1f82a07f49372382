import Stencil

/// A template as a sequence of steps, made from the nodes that Stencil parsed.
///
/// Stencil looks names up in dictionaries at every rendering, which would be nearly all of the work of a page.
/// Templates consist of text, fields and conditions on fields, and those are run here.
struct TemplateProgram<Subject: View>: Sendable {
    private enum Step: Sendable {
        case text(HTML)
        /// The number of a field.
        case field(Int)
        case choice([Branch])
    }

    private struct Branch: Sendable {
        let condition: TemplateCondition
        let steps: [Step]
    }

    private let steps: [Step]
    private let values: [FieldValue<Subject>]

    init(in library: TemplateLibrary) throws {
        let source = try library.source(of: Subject.template)
        let fields = try Subject.fields.map { (name: $0.name, value: try $0.load(library)) }
        values = fields.map(\.value)
        let numbers = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        try source.check(names: Set(numbers.keys))
        steps = try source.locatingErrors {
            try Self.steps(of: source.nodes(in: library.environment), fields: numbers)
        }
    }

    func write(_ view: Subject, to html: inout HTML) throws {
        try run(steps, view, &html)
    }

    private func run(_ steps: [Step], _ view: Subject, _ html: inout HTML) throws {
        for step in steps {
            switch step {
            case .text(let text): html.append(text)
            case .field(let number): try values[number].write(view, &html)
            case .choice(let branches):
                if let branch = branches.first(where: { holds($0.condition, for: view) }) {
                    try run(branch.steps, view, &html)
                }
            }
        }
    }

    private func holds(_ condition: TemplateCondition, for view: Subject) -> Bool {
        switch condition {
        case .always: true
        case .field(let number): values[number].isTrue(view)
        case .not(let condition): !holds(condition, for: view)
        case .all(let conditions): conditions.allSatisfy { holds($0, for: view) }
        case .any(let conditions): conditions.contains { holds($0, for: view) }
        }
    }
}

extension TemplateProgram {
    private static func steps(of nodes: [any NodeType], fields: [String: Int]) throws -> [Step] {
        try nodes.map { node in
            switch node {
            case let node as TextNode:
                return .text(HTML(template: try node.render(Context())))
            case let node as VariableNode:
                guard let number = node.token.flatMap({ fields[$0.contents] }) else { break }
                return .field(number)
            case let node as IfNode:
                return .choice(
                    try node.branches.map { branch in
                        Branch(
                            condition: try TemplateCondition(of: branch, fields: fields),
                            steps: try steps(of: branch.nodes, fields: fields))
                    })
            default: break
            }
            throw TemplateSyntaxError(reason: "this is not supported", token: node.token)
        }
    }
}
