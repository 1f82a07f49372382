import Stencil

/// A token of Stencil's lexer with its file and line.
///
/// Stencil finds a token's line by searching for the line's text, which is wrong where a line occurs twice; ours are
/// counted.
struct TemplateToken {
    let token: Token
    let file: String
    let line: Int

    /// The words of a `{% tag %}`; empty for everything else.
    var words: [String] { token.kind == .block ? token.components : [] }

    func error(_ reason: String) -> TemplateError {
        TemplateError(file: file, line: line, reason: reason)
    }

    /// The text that replaces a tag whose value is known when the template is loaded.
    func replaced(with text: String) -> TemplateToken {
        TemplateToken(token: .text(value: text, at: token.sourceMap), file: file, line: line)
    }

    /// - Parameter environment: one for all texts, as Stencil registers its tags and filters for each.
    /// - Throws: ``TemplateError`` for a tag that does not end; Stencil would drop the rest of the file.
    static func tokens(
        of text: String, file: String, firstLine: Int = 1, in environment: Environment
    ) throws(TemplateError) -> [TemplateToken] {
        let tagLines = try lines(ofTagsIn: text, file: file, from: firstLine)
        var tags = tagLines.makeIterator()
        var line = firstLine
        return Stencil.Template(templateString: text, environment: environment, name: file).tokens.map { token in
            if token.kind != .text { line = tags.next() ?? line }
            return TemplateToken(token: token, file: file, line: line)
        }
    }

    private static func lines(
        ofTagsIn text: String, file: String, from firstLine: Int
    ) throws(TemplateError) -> [Int] {
        let closers: [Character: String] = ["{": "}}", "%": "%}", "#": "#}"]
        var (lines, line, rest) = ([Int](), firstLine, Substring(text))
        while let brace = rest.firstIndex(of: "{") {
            line += rest[..<brace].count(where: \.isNewline)
            rest = rest[rest.index(after: brace)...]
            guard let kind = rest.first, let closer = closers[kind] else { continue }
            guard let end = rest.firstRange(of: closer) else {
                throw TemplateError(file: file, line: line, reason: "'{\(kind)' is not followed by '\(closer)'")
            }
            lines.append(line)
            line += rest[..<end.upperBound].count(where: \.isNewline)
            rest = rest[end.upperBound...]
        }
        return lines
    }
}
