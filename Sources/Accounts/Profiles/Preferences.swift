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

/// What others learn of a person who only reads.
public struct Privacy: Hashable, Codable, Sendable {
    /// Whether others see that the person has a room open, and that they are writing.
    public var showsPresence: Bool
    /// Whether others see how far the person has read in direct conversations. Who does not show it does not see it of
    /// others.
    public var sendsReceipts: Bool

    public init(showsPresence: Bool = true, sendsReceipts: Bool = true) {
        self.showsPresence = showsPresence
        self.sendsReceipts = sendsReceipts
    }
}
