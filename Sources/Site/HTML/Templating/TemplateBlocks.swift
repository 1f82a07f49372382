/// Finds `{% block name %}…{% endblock %}` in a sequence of tokens.
enum TemplateBlocks {
    /// The blocks of a template that extends another, by name.
    static func collect(in tokens: [TemplateToken]) throws(TemplateError) -> [String: [TemplateToken]] {
        var blocks: [String: [TemplateToken]] = [:]
        var rest = tokens[...]
        while let token = rest.popFirst() {
            switch token.words.first {
            case "block" where token.words.count == 2:
                let content = try takeContent(of: token, from: &rest)
                guard blocks.updateValue(Array(content), forKey: token.words[1]) == nil else {
                    throw token.error("the block '\(token.words[1])' occurs twice")
                }
            case "extends": continue
            default:
                guard token.isBlank else {
                    throw token.error("a template that extends another has nothing outside its blocks")
                }
            }
        }
        return blocks
    }

    /// Removes everything up to and including the block's end from `rest`, and returns what stood before the end.
    static func takeContent(
        of block: TemplateToken, from rest: inout ArraySlice<TemplateToken>
    ) throws(TemplateError) -> ArraySlice<TemplateToken> {
        var depth = 1
        for index in rest.indices {
            switch rest[index].words.first {
            case "block": depth += 1
            case "endblock": depth -= 1
            default: break
            }
            if depth == 0 {
                defer { rest = rest[(index + 1)...] }
                return rest[..<index]
            }
        }
        throw block.error("'endblock' was not found")
    }
}

extension TemplateToken {
    fileprivate var isBlank: Bool {
        token.kind == .comment || (token.kind == .text && token.contents.allSatisfy(\.isWhitespace))
    }
}
