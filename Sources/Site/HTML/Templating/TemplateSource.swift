import Stencil

/// A template with everything that belongs to it, ready to be checked and parsed.
struct TemplateSource {
    let file: String
    private let tokens: [TemplateToken]

    /// A line that holds nothing but a tag leaves no empty line in the page.
    init(file: String, tokens: [TemplateToken]) {
        self.file = file
        var tidied = tokens
        for index in tokens.indices where tokens[index].token.kind == .block {
            guard let before = tidied.textBefore(index), let after = tidied.textAfter(index) else { continue }
            let indent = before.reversed().prefix { $0 == " " }.count
            guard before.dropLast(indent).last?.isNewline == true, after.first?.isNewline == true else { continue }
            if index > 0 { tidied[index - 1] = tidied[index - 1].replaced(with: String(before.dropLast(indent))) }
            tidied[index + 1] = tidied[index + 1].replaced(with: String(after.dropFirst()))
        }
        self.tokens = tidied
    }

    func parse(in environment: Environment) throws -> [any NodeType] {
        do {
            return try TokenParser(tokens: tokens.map(\.token), environment: environment).parse()
        } catch let error as TemplateSyntaxError {
            throw place(of: error.token)?.error(error.reason)
                ?? TemplateError(file: file, line: nil, reason: error.reason)
        }
    }

    /// Stencil names a token of ours, or one that it has made of a part of ours.
    private func place(of token: Token?) -> TemplateToken? {
        guard let token else { return nil }
        return tokens.first { $0.token === token }
            ?? tokens.first { $0.token.kind != .text && $0.token.contents.contains(token.contents) }
    }

    /// - Throws: ``TemplateError`` for the first name that is neither in `names` nor a loop's own.
    func check(names: Set<String>) throws(TemplateError) {
        let loopNames = tokens.filter { $0.words.first == "for" }.flatMap { $0.words.prefix { $0 != "in" } }
        let known = names.union(loopNames.map { $0.replacing(",", with: "") }).union(["forloop"])
        for token in tokens {
            for name in token.names where !known.contains(name) {
                throw token.error("'\(name)' is not a field of this view; it has \(names.sorted())")
            }
        }
    }
}

extension TemplateToken {
    private static let operators: Set = [
        "if", "ifnot", "elif", "else", "for", "in", "not", "and", "or", "==", "!=", "<", ">", "<=", ">=", "(", ")",
        "true", "false",
    ]

    /// The names that a `{{ variable }}` or a condition looks up.
    fileprivate var names: [String] {
        let isCondition = token.kind == .block && ["if", "ifnot", "elif", "for"].contains(token.components.first)
        guard token.kind == .variable || isCondition else { return [] }
        return token.components
            .filter { !Self.operators.contains($0) && $0.first?.isLetter == true }
            .map { String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
    }
}

extension [TemplateToken] {
    fileprivate func textBefore(_ index: Int) -> String? {
        guard index > 0 else { return "\n" }
        return self[index - 1].token.kind == .text ? self[index - 1].token.contents : nil
    }

    fileprivate func textAfter(_ index: Int) -> String? {
        guard index + 1 < count else { return nil }
        return self[index + 1].token.kind == .text ? self[index + 1].token.contents : nil
    }
}
