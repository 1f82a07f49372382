/// How a person wants pages to be.
public struct Preferences: Hashable, Codable, Sendable {
    /// Nil for what the browser asks for.
    public var language: Language?
    /// Nil for UTC.
    public var timeZone: TimeZoneName?

    public init(language: Language? = nil, timeZone: TimeZoneName? = nil) {
        self.language = language
        self.timeZone = timeZone
    }
}
