/// A catalogue in gettext's `.po` format, which translators' tools read and write
/// (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
struct PortableObject {
    struct Entry: Sendable {
        /// The translations, one for each plural form; a single one where there is no plural.
        var forms: [String]
        var plural: String?
        let line: Int
    }

    private enum Keyword: Hashable {
        case id, plural
        case form(Int)

        init?(_ text: Substring) {
            switch text {
            case "msgid": self = .id
            case "msgid_plural": self = .plural
            default:
                guard text.hasPrefix("msgstr") else { return nil }
                let index = text.dropFirst("msgstr".count)
                guard !index.isEmpty else {
                    self = .form(0)
                    return
                }
                guard index.first == "[", index.last == "]", let number = Int(index.dropFirst().dropLast()) else {
                    return nil
                }
                self = .form(number)
            }
        }
    }

    let file: String
    private(set) var entries: [String: Entry] = [:]
    private var strings: [(keyword: Keyword, text: String)] = []
    private var start = 0

    /// - Throws: ``TemplateError`` with the line that is malformed or repeats an entry.
    init(_ text: String, file: String) throws(TemplateError) {
        self.file = file
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            try read(line.drop { $0 == " " }, number: index + 1)
        }
        try endEntry()
    }

    private mutating func read(_ line: Substring, number: Int) throws(TemplateError) {
        guard let first = line.first, first != "#" else { return }
        if first == "\"" {
            guard !strings.isEmpty else { throw error("a text belongs to nothing", at: number) }
            strings[strings.count - 1].text += try unquoted(line, number)
            return
        }
        guard let keyword = Keyword(line.prefix { $0 != " " }) else {
            throw error("'\(line)' is not known", at: number)
        }
        if keyword == .id {
            try endEntry()
            start = number
        }
        strings.append((keyword, try unquoted(line.drop { $0 != " " }.drop { $0 == " " }, number)))
    }

    private mutating func endEntry() throws(TemplateError) {
        defer { strings = [] }
        // The entry of the empty text describes the file.
        guard let key = strings.first(where: { $0.keyword == .id })?.text, !key.isEmpty else { return }
        let plural = strings.first { $0.keyword == .plural }?.text
        let forms = (0..<(plural == nil ? 1 : 2)).compactMap { index in
            strings.first { $0.keyword == .form(index) }?.text
        }
        guard entries[key] == nil else { throw error("'\(key)' is there already", at: start) }
        // An empty translation: not translated yet.
        guard !forms.contains("") else { return }
        guard forms.count == (plural == nil ? 1 : 2) else { throw error("'\(key)' lacks a form", at: start) }
        entries[key] = Entry(forms: forms, plural: plural, line: start)
    }

    private func unquoted(_ text: Substring, _ number: Int) throws(TemplateError) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else {
            throw error("a text is not in quotes", at: number)
        }
        var (result, rest) = ("", text.dropFirst().dropLast())
        while let character = rest.popFirst() {
            guard character == "\\" else {
                result.append(character)
                continue
            }
            switch rest.popFirst() {
            case "n": result.append("\n")
            case let other? where other == "\"" || other == "\\": result.append(other)
            default: throw error("a text has a '\\' before something else than n, \" and \\", at: number)
            }
        }
        return result
    }

    private func error(_ reason: String, at line: Int) -> TemplateError {
        TemplateError(file: file, line: line, reason: reason)
    }
}
