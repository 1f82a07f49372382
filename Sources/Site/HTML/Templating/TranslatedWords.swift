import Stencil

/// The English between `{% text %}` and `{% endtext %}`, which is a key in the catalogues of the other languages. It
/// may contain inline HTML elements, `{{ fields }}`, `{% path %}` and `{% asset %}`; the translation has the same ones.
struct TranslatedWords {
    private let words: [TemplateToken]

    /// The English, with each run of white space as one blank.
    let key: String

    init(of tag: TemplateToken, takingFrom rest: inout ArraySlice<TemplateToken>) throws(TemplateError) {
        guard let end = rest.firstIndex(where: { $0.words.first == "endtext" }) else {
            throw tag.error("'text' is not followed by 'endtext'")
        }
        words = Array(rest[..<end])
        rest = rest[(end + 1)...]
        key = words.source
        for token in words where token.token.kind == .block && !["path", "asset"].contains(token.words.first) {
            throw token.error("'\(token.words[0])' cannot stand in a text")
        }
    }

    /// The words in a language, or in English if they are not translated yet.
    func tokens(in catalog: Catalog, _ environment: Environment) throws(TemplateError) -> [TemplateToken] {
        guard let entry = catalog.translation(of: key) else { return words }
        // Most have no tags, and need no lexer.
        if words.count == 1, words[0].token.kind == .text, !entry.forms[0].utf8.contains(UInt8(ascii: "{")) {
            return [words[0].replaced(with: entry.forms[0])]
        }
        let file = catalog.language.rawValue + ".po"
        let translated = try TemplateToken.tokens(
            of: entry.forms[0], file: file, firstLine: entry.line, in: environment)
        guard translated.tags == words.tags else {
            throw TemplateError(
                file: file, line: entry.line, reason: "the translation has other tags than '\(key)'")
        }
        return translated
    }
}

extension [TemplateToken] {
    fileprivate var source: String {
        map(\.source).joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The tags in alphabetical order: a translation may have them in another order.
    fileprivate var tags: [String] {
        filter { $0.token.kind != .text }.map(\.source).sorted()
    }
}

extension TemplateToken {
    fileprivate var source: String {
        switch token.kind {
        case .text: token.contents
        case .variable: "{{ \(token.contents) }}"
        case .block: "{% \(token.contents) %}"
        case .comment: ""
        }
    }
}
