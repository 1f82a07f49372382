import Stencil

/// `{% if %}…{% elif %}…{% else %}…{% endif %}`, in place of Stencil's node, which does not give away what it has
/// parsed.
final class IfNode: NodeType {
    struct Branch {
        /// The condition; nil for `{% else %}`.
        let words: [String]?
        let token: Token
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
            // For Stencil's words about a mistake.
            _ = try parser.compileExpression(components: words, token: current)
            branches.append(
                Branch(words: words, token: current, nodes: try parser.parse(until(["endif", "elif", "else"]))))
            tag = parser.nextToken()
        }
        if let current = tag, current.contents == "else" {
            branches.append(Branch(words: nil, token: current, nodes: try parser.parse(until(["endif"]))))
            tag = parser.nextToken()
        }
        guard tag?.contents == "endif" else { throw TemplateSyntaxError("'endif' was not found") }
        self.branches = branches
    }

    /// Stencil demands it and never calls it: templates are run by ``TemplateProgram``.
    func render(_ context: Context) throws -> String {
        throw TemplateSyntaxError(reason: "Stencil does not render templates", token: token)
    }

    /// To be put in the place of Stencil's.
    static var tag: Extension {
        let tag = Extension()
        tag.registerTag("if", parser: IfNode.init)
        return tag
    }
}
