import Stencil

/// A template with its parents, blocks and partials, ready to be checked and parsed.
struct TemplateSource {
    let file: String
    private let tokens: [TemplateToken]

    /// A line with nothing but a tag leaves no empty line in the page.
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

    func nodes(in environment: Environment) throws -> [any NodeType] {
        try TokenParser(tokens: tokens.map(\.token), environment: environment).parse()
    }

    /// Gives the errors that Stencil throws in `work` their file and line.
    func locatingErrors<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as TemplateSyntaxError {
            throw tokens.first { $0.token === error.token }?.error(error.reason)
                ?? TemplateError(file: file, line: nil, reason: error.reason)
        }
    }

    /// - Throws: ``TemplateError`` for the first tag that templates cannot use, and for the first name that is not in
    ///   `names`.
    func check(names: Set<String>) throws(TemplateError) {
        for token in tokens {
            if let tag = token.words.first, !Self.tags.contains(tag) {
                throw token.error("'\(tag)' is not a tag of these templates")
            }
            if let name = token.names.first(where: { !names.contains($0) }) {
                throw token.error("'\(name)' is not a field of this view; it has \(names.sorted())")
            }
        }
    }

    /// The tags that are left once the library has resolved its own.
    private static let tags: Set = ["if", "elif", "else", "endif"]
}

extension TemplateToken {
    /// What a `{{ variable }}` or a condition looks up.
    fileprivate var names: [String] {
        switch token.kind {
        case .variable: [token.contents]
        case .block: words.dropFirst().filter { !["not", "and", "or"].contains($0) }
        case .text, .comment: []
        }
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

/// What is wrong with a template, and where.
struct TemplateError: Error, Hashable, CustomStringConvertible {
    let file: String
    /// Counted from 1; nil when the file as a whole is meant.
    let line: Int?
    let reason: String

    var description: String {
        [file, line.map(String.init)].compactMap(\.self).joined(separator: ":") + ": " + reason
    }
}
