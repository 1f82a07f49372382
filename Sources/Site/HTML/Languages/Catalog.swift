import Accounts
import Foundation

/// The words of one language, under the English that stands in templates and sources.
struct Catalog: Sendable {
    let language: Language
    private let entries: [String: PortableObject.Entry]

    /// It has no entries: they stand in templates and sources.
    static let english = Catalog(language: .english, entries: [:])

    private init(language: Language, entries: [String: PortableObject.Entry]) {
        self.language = language
        self.entries = entries
    }

    /// Reads the file of a language, beside the templates: `de.po`. A folder that has none, as it was made for an
    /// earlier version, is read with the program's own.
    ///
    /// - Throws: ``TemplateError`` for what gettext would not read either.
    init(_ language: Language, from assets: Assets) throws {
        guard language != .english else {
            self = .english
            return
        }
        let file = language.rawValue + ".po"
        guard let data = try assets.read(file, of: .templates) ?? Assets.embedded.read(file, of: .templates) else {
            throw TemplateError(file: file, line: nil, reason: "there is no such catalogue")
        }
        let object = try PortableObject(String(decoding: data, as: UTF8.self), file: file)
        self.init(language: language, entries: object.entries)
    }

    var keys: Set<String> { Set(entries.keys) }

    /// What an English text of a template is in this language; nil in English, and where nobody has translated it yet.
    func translation(of key: String) -> PortableObject.Entry? {
        entries[key]
    }

    /// The words for a number, in English where nobody has translated them yet.
    func form(of key: String, plural: String?, count: Int) -> String {
        guard let forms = entries[key]?.forms else { return count == 1 ? key : plural ?? key }
        // Both languages have two forms, the first for one alone.
        return plural == nil || count == 1 ? forms[0] : forms[forms.count - 1]
    }
}
