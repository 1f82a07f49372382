import Foundation

// What the lists of an export have.

struct StatusEntry: Codable {
    let emoji: String?
    let text: String?
}

struct RoomEntry: Codable {
    let id: Int64
    let kind: String
    let name: String
    let role: String
    let level: String
    let readNumber: Int64
    let deliveredNumber: Int64
    let joinedAt: Date
    let leftAt: Date?
}

struct MessageEntry: Codable {
    let room: Int64
    let number: Int64
    let text: String
    let replyTo: Int64?
    let createdAt: Date
    let editedAt: Date?
    let deletedAt: Date?
    let pinnedAt: Date?
}

struct VersionEntry: Codable {
    let room: Int64
    let number: Int64
    let text: String
    let writtenAt: Date
}

struct ReactionEntry: Codable {
    let room: Int64
    let number: Int64
    let emoji: String
    let at: Date
}

struct MentionEntry: Codable {
    let room: Int64
    let number: Int64?
    let kind: String
    let isRead: Bool
    let webhook: String?
}

struct FileEntry: Codable {
    let id: Int64
    let room: Int64?
    let number: Int64?
    let name: String
    let type: String
    let bytes: Int
    let createdAt: Date
    /// In hexadecimal digits.
    let sha256: String
    /// Where the person can download it; nil for one that is being removed.
    let address: String?
}

struct BlockEntry: Codable {
    let username: String
    let since: Date
}

struct ReportEntry: Codable {
    let room: Int64
    let number: Int64
    let reason: String
    let createdAt: Date
    let outcome: String?
}

struct HookEntry: Codable {
    let room: Int64
    let name: String
    let createdAt: Date
    let lastUsedAt: Date?
}

struct OutgoingWebhookEntry: Codable {
    let room: Int64
    let name: String
    let address: String
    let word: String
    let createdAt: Date
}
