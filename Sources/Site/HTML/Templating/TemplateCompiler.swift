import Stencil

enum TemplateStep: Sendable {
    /// A range of the program's text.
    case text(start: Int, end: Int)
    /// The number of a field.
    case field(Int)
    case jump(to: Int)
    /// Jumps if the field is what is expected.
    case jumpIf(field: Int, is: Bool, to: Int)
}

/// Turns the nodes of a template into steps.
struct TemplateCompiler {
    private(set) var text = HTML()
    private(set) var steps: [TemplateStep] = []
    private let fields: [String: Int]
    /// Text is rendered without any values.
    private let context: Context
    /// Where the last jump leads. The text before it is another step than the text after it.
    private var lastTarget = 0

    /// - Parameter fields: their numbers by name.
    init(fields: [String: Int], in environment: Environment) {
        self.fields = fields
        context = Context(environment: environment)
    }

    /// - Throws: an error at the tag of what these templates cannot do.
    mutating func add(_ nodes: [any NodeType]) throws {
        for node in nodes {
            switch node {
            case let node as TextNode:
                addText(HTML(template: try node.render(context)))
            case let node as VariableNode:
                guard let number = node.token.flatMap({ fields[$0.contents] }) else { throw Self.unsupported(node) }
                steps.append(.field(number))
            case let node as IfNode: try add(node.branches)
            default: throw Self.unsupported(node)
            }
        }
    }

    private mutating func addText(_ html: HTML) {
        var start = text.bytes.count
        text.append(html)
        if steps.count > lastTarget, case .text(let earlier, _)? = steps.last {
            start = earlier
            steps.removeLast()
        }
        steps.append(.text(start: start, end: text.bytes.count))
    }

    private mutating func add(_ branches: [IfNode.Branch]) throws {
        var ends: [Int] = []
        for branch in branches {
            let misses = addJumps(when: false, try TemplateCondition(of: branch, fields: fields))
            try add(branch.nodes)
            ends.append(addJump())
            lead(misses, to: steps.count)
        }
        lead(ends, to: steps.count)
    }

    private static func unsupported(_ node: any NodeType) -> TemplateSyntaxError {
        TemplateSyntaxError(reason: "this is not supported", token: node.token)
    }
}

extension TemplateCompiler {
    /// Adds steps that jump if the condition is `value`, and go on otherwise.
    ///
    /// - Returns: the positions of the jumps, whose targets are still open.
    private mutating func addJumps(when value: Bool, _ condition: TemplateCondition) -> [Int] {
        switch condition {
        case .always: return value ? [addJump()] : []
        case .field(let number):
            steps.append(.jumpIf(field: number, is: value, to: 0))
            return [steps.count - 1]
        case .not(let condition): return addJumps(when: !value, condition)
        case .all(let conditions): return addJumps(when: value, conditions, decidedBy: false)
        case .any(let conditions): return addJumps(when: value, conditions, decidedBy: true)
        }
    }

    /// - Parameter decision: the value of one condition that decides for all.
    private mutating func addJumps(
        when value: Bool, _ conditions: [TemplateCondition], decidedBy decision: Bool
    ) -> [Int] {
        var decided: [Int] = []
        for condition in conditions { decided += addJumps(when: decision, condition) }
        guard value != decision else { return decided }
        let jump = addJump()
        lead(decided, to: steps.count)
        return [jump]
    }

    private mutating func addJump() -> Int {
        steps.append(.jump(to: 0))
        return steps.count - 1
    }

    private mutating func lead(_ jumps: [Int], to target: Int) {
        lastTarget = target
        for position in jumps {
            switch steps[position] {
            case .jump: steps[position] = .jump(to: target)
            case .jumpIf(let field, let expected, _): steps[position] = .jumpIf(field: field, is: expected, to: target)
            case .text, .field: preconditionFailure("only jumps have targets")
            }
        }
    }
}
