import Accounts
import Foundation

/// What everyone on the site may see of a person.
public struct Profile: Identifiable, Hashable, Sendable {
    public let participant: Participant
    public let status: UserStatus?
    /// Nil for UTC.
    public let timeZone: TimeZoneName?
    public let createdAt: Date

    public var id: User.ID { participant.id }
}

/// A person as another sees them.
public struct PersonDetail: Hashable, Sendable {
    public let profile: Profile
    /// Open and closed rooms that both are in, by name.
    public let roomsInCommon: [Room]
    /// Whether the one who asks has blocked the person.
    public let isBlocked: Bool
    /// Whether a direct conversation can be begun: neither has blocked the other, and it is not oneself.
    public let canMessage: Bool
}

/// What a person does at the moment: an emoji and up to 80 characters, one of which may be missing.
public struct UserStatus: Hashable, Sendable {
    public static let limit = 80
    public static let byteLimit = LineOfText.byteLimit(limit)

    public let emoji: Emoji?
    public let text: String

    /// Nil for an empty one.
    public init?(emoji: Emoji?, text: String) throws(TextProblem) {
        let line = try LineOfText(text, limit: Self.limit)
        guard emoji != nil || line.isVisible else { return nil }
        self.emoji = emoji
        self.text = line.isVisible ? line.text : ""
    }

    init?(storedEmoji emoji: String?, text: String?) {
        guard emoji != nil || text != nil else { return nil }
        self.emoji = emoji.map(Emoji.init(stored:))
        self.text = text ?? ""
    }
}
