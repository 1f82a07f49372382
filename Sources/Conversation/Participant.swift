import Accounts
import Storage

/// A person as others see them beside what they say.
public struct Participant: Identifiable, Hashable, Sendable {
    public let id: User.ID
    public let username: String
    public let nickname: String
    /// The name of the uploaded picture, or nil for the generated one.
    public let avatar: String?
    /// What the generated picture is made from.
    public let avatarSeed: UInt64
    /// Whether it is a program.
    public let isApp: Bool
}

extension Participant {
    /// What is read of a person from the table by this name.
    static func columns(of table: String) -> String {
        ["id", "username", "nickname", "avatar", "avatarSeed", "isApp"].map { "\(table).\($0)" }.joined(separator: ", ")
    }

    static let columnCount = 6

    /// Reads ``columns(of:)`` from the column at `offset`; nil for a deleted account.
    init?(_ row: borrowing Row, at offset: Int) {
        guard let id = row[offset] as Int64? else { return nil }
        self.id = id
        username = row[offset + 1]
        nickname = row[offset + 2]
        avatar = row[offset + 3]
        avatarSeed = UInt64(bitPattern: row[offset + 4])
        isApp = row[offset + 5]
    }
}

extension Set<User.ID> {
    /// Whether the author of a message is one of these people. False for a deleted account.
    public func contains(author: Participant?) -> Bool {
        author.map { contains($0.id) } ?? false
    }
}
