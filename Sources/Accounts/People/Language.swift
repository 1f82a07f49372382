/// A language that the site speaks. Stored by its tag (RFC 5646).
public enum Language: String, CaseIterable, Codable, Sendable {
    case english = "en"
    case german = "de"

    /// What it calls itself.
    public var name: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        }
    }
}
