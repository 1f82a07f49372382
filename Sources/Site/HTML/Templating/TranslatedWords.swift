/// What stands between `{% text %}` and `{% endtext %}`: English, which the catalogues of the other languages have an
/// entry for. It may hold inline elements of HTML, `{{ fields }}`, `{% path %}` and `{% asset %}`, which the translation
/// has too.
struct TranslatedWords {
    private let words: [TemplateToken]

    /// The English, with each blank and line break as one blank.
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

    /// The words in a language; in English where nobody has translated them yet.
    func tokens(in catalog: Catalog) throws(TemplateError) -> [TemplateToken] {
        guard let entry = catalog.translation(of: key) else { return words }
        let file = catalog.language.rawValue + ".po"
        let translated = try TemplateToken.tokens(of: entry.forms[0], file: file, firstLine: entry.line)
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

    /// The tags, in the order of the alphabet: a translation may have them in another one.
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
