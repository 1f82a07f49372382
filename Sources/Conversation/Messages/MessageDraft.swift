import Accounts
import Foundation
import Support

/// What a person wants to post.
public struct MessageDraft: Sendable {
    public let body: MessageBody
    /// Usernames that the text mentions, as the markup's parser has found them. Only members of the room hear of it.
    public let mentions: Set<String>
    /// What the caller wants to be given with the text whenever it is read; nil for nothing.
    public let rendered: [UInt8]?
    /// The message that this one answers.
    public let reply: Int64?
    public let key: MessageKey
    /// Files that the same person has sent to the same room.
    public let attachments: [Attachment.ID]

    public init(
        _ body: MessageBody, mentions: Set<String> = [], rendered: [UInt8]? = nil, reply: Int64? = nil, key: MessageKey,
        attachments: [Attachment.ID] = []
    ) {
        self.body = body
        self.mentions = mentions
        self.rendered = rendered
        self.reply = reply
        self.key = key
        self.attachments = attachments
    }
}

/// What makes a composer's message one message, however often it is sent: 128 random bits.
public struct MessageKey: Hashable, Sendable {
    private static let length = 16
    private let bytes: [UInt8]

    public init(random: RandomBytes = systemRandom) {
        bytes = random(Self.length)
    }

    /// Reads what a form carries; nil for anything that was never a key.
    public init?(encoded text: String) {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
        guard text.utf8.count == 2 * Self.length, digits.count == 2 * Self.length else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    public var encoded: String { bytes.hexadecimal }

    var stored: Data { Data(bytes) }
}

/// Where a posted message is.
public struct PostedMessage: Hashable, Sendable {
    public let room: Room.ID
    public let number: Int64
    /// Whether it had been posted before with the same key.
    public let isRepeat: Bool
}
