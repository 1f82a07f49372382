import Accounts
import Foundation

/// What makes the site the operator's own: the same on every page.
public struct Branding: Sendable {
    /// What titles and the front page call the site; nil for "Roost".
    public var givenName: String?
    /// Whom people ask for help.
    public var contact: Contact?
    /// What the footer leads to, such as an imprint.
    public var links: [Link] = []
    /// The operator's words on the front page: paragraphs with empty lines between them.
    public var frontText: String?

    public var logo: Logo?
    public var accent: AccentColor?
    /// Whether pages lead to the one for signing up.
    public var offersSignUp = true

    public init() {}

    var name: String { givenName ?? "Roost" }

    /// Whom people ask for help: an address, or words.
    public struct Contact: Hashable, Sendable {
        let text: String
        /// Where a link on it leads; nil for words.
        let target: String?

        /// A mail address, an https address or a short text. Nil for anything with control characters, and for a long
        /// text.
        public init?(_ text: String) {
            guard let text = text.asSettingText(limit: 200) else { return nil }
            self.text = text.hasPrefix("mailto:") ? String(text.dropFirst(7)) : text
            target = text.isWebAddress ? text : self.text.isMailAddress ? "mailto:" + self.text : nil
        }
    }

    /// A link in the footer.
    public struct Link: Hashable, Sendable {
        let label: String
        let target: String

        /// `Imprint=https://…`; a path of this site will do as well.
        public init?(_ text: String) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let label = parts[0].asSettingText(limit: 60),
                let target = parts[1].asSettingText(limit: 500),
                target.isWebAddress || LocalPath(target) != nil
            else { return nil }
            (self.label, self.target) = (label, target)
        }
    }
}

extension String {
    /// Without blanks at its ends; nil if nothing is left, or too much, or a character that is not to be seen.
    fileprivate func asSettingText(limit: Int) -> String? {
        let text = trimmingCharacters(in: .whitespaces)
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return !text.isEmpty && text.utf8.count <= limit && isPlain ? text : nil
    }

    fileprivate var isWebAddress: Bool {
        guard let url = URL(string: self), let host = url.host() else { return false }
        return ["http", "https"].contains(url.scheme) && !host.isEmpty
    }

    fileprivate var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !contains { " <>\"?&%".contains($0) }
    }
}

/// Whom people ask for help, as words in a sentence, or the name of nobody in particular.
struct ContactView: View {
    static let template = "contact.html"
    static var fields: [Field<Self>] { [.text("text", \.contact?.text), .text("target", \.contact?.target)] }

    let contact: Branding.Contact?
}

struct FooterLink: View {
    static let template = "footer-link.html"
    static var fields: [Field<Self>] { [.text("label", \.link.label), .text("target", \.link.target)] }

    let link: Branding.Link
}

/// A paragraph of the operator's words.
struct Paragraph: View {
    static let template = "paragraph.html"
    static var fields: [Field<Self>] { [.text("text", \.text)] }

    let text: String
}

extension Field {
    /// Where the operator's logo is. Absent, it is false in `{% if %}`.
    static func logo(_ name: String) -> Field {
        Field(name: name) { library in
            let path = library.branding.logo.flatMap { library.staticFiles.path(of: $0.name) }
            return FieldValue(isTrue: { _ in path != nil }) { if let path { $1.append(escaping: path) } }
        }
    }

    /// Text that is the same on every page of a site. Absent text is false in `{% if %}`.
    static func branding(_ name: String, _ get: @escaping @Sendable (Branding) -> String?) -> Field {
        Field(name: name) { library in
            let text = get(library.branding)
            return FieldValue(isTrue: { _ in text != nil }) { if let text { $1.append(escaping: text) } }
        }
    }

    /// A view that is the same on every page of a site, rendered once.
    static func branding<Part: View>(_ name: String, _ get: @escaping @Sendable (Branding) -> Part) -> Field {
        branding(name) { [get($0)] }
    }

    static func branding<Part: View>(_ name: String, _ get: @escaping @Sendable (Branding) -> [Part]) -> Field {
        Field(name: name) { library in
            let template = try library.load(Part.self)
            let parts = try get(library.branding).map { try template.render($0) }
            return FieldValue(isTrue: { _ in !parts.isEmpty }) { for part in parts { $1.append(part) } }
        }
    }
}

/// A button of the footer that chooses a language.
struct LanguageButton: View {
    static let template = "language-button.html"
    static var fields: [Field<Self>] { [.text("tag", \.language.rawValue), .text("name", \.language.name)] }

    let language: Language
}
