/// How a person wants pages to be.
public struct Preferences: Hashable, Codable, Sendable {
    /// Nil for the language that the browser asks for.
    public var language: Language?
    /// Nil for UTC.
    public var timeZone: TimeZoneName?

    public init(language: Language? = nil, timeZone: TimeZoneName? = nil) {
        self.language = language
        self.timeZone = timeZone
    }
}

/// A language that the site speaks. Stored by its tag (RFC 5646).
public enum Language: String, CaseIterable, Codable, Sendable {
    case english = "en"
    case german = "de"

    /// Its name in the language itself.
    public var name: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        }
    }
}
