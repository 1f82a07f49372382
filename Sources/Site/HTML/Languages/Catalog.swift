import Accounts
import Foundation

/// The words of one language, by the English in templates and sources.
struct Catalog: Sendable {
    let language: Language
    private let entries: [String: PortableObject.Entry]
    /// Nil only while it is made.
    private var format: DateFormat?

    var dateFormat: DateFormat { format ?? DateFormat(in: self) }

    /// Without entries: the English words are in templates and sources.
    static let english = Catalog(language: .english, entries: [:])

    private init(language: Language, entries: [String: PortableObject.Entry]) {
        self.language = language
        self.entries = entries
        format = DateFormat(in: self)
    }

    /// Reads the file of a language, such as `de.po`, from the folder of templates. A folder without it, made for an
    /// earlier version, is completed by the program's own file.
    ///
    /// - Throws: ``TemplateError`` for a file that gettext could not read either.
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

    /// The translation of an English text of a template; nil in English, and for a text that is not translated yet.
    func translation(of key: String) -> PortableObject.Entry? {
        entries[key]
    }

    /// The words for a number, in English if they are not translated yet.
    func form(of key: String, plural: String?, count: Int) -> String {
        guard let forms = entries[key]?.forms else { return count == 1 ? key : plural ?? key }
        // Both languages have two forms: the first for one, the second for all other numbers.
        return plural == nil || count == 1 ? forms[0] : forms[forms.count - 1]
    }
}
