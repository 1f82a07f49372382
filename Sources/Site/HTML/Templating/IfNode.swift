import Stencil

/// `{% if %}…{% elif %}…{% else %}…{% endif %}`, parsed as Stencil does. Its own node keeps to itself what it has parsed.
final class IfNode: NodeType {
    struct Branch {
        let words: [String]
        /// Nil for `{% else %}`.
        let expression: (any Expression)?
        let nodes: [any NodeType]
    }

    let branches: [Branch]
    let token: Token?

    init(_ parser: TokenParser, _ token: Token) throws {
        self.token = token
        var branches: [Branch] = []
        var tag: Token? = token
        while let current = tag, ["if", "elif"].contains(current.components.first) {
            let words = Array(current.components.dropFirst())
            let expression = try parser.compileExpression(components: words, token: current)
            let nodes = try parser.parse(until(["endif", "elif", "else"]))
            branches.append(Branch(words: words, expression: expression, nodes: nodes))
            tag = parser.nextToken()
        }
        if tag?.contents == "else" {
            branches.append(Branch(words: [], expression: nil, nodes: try parser.parse(until(["endif"]))))
            tag = parser.nextToken()
        }
        guard tag?.contents == "endif" else { throw TemplateSyntaxError("'endif' was not found") }
        self.branches = branches
    }

    /// Inside of a node of Stencil's own, such as a loop.
    func render(_ context: Context) throws -> String {
        let branch = try branches.first { try $0.expression?.evaluate(context: context) ?? true }
        return try branch.map { try renderNodes($0.nodes, context) } ?? ""
    }

    /// To be put in the place of Stencil's.
    static var tag: Extension {
        let tag = Extension()
        tag.registerTag("if", parser: IfNode.init)
        return tag
    }
}
