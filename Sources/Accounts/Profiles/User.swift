import Foundation

/// A person with an account.
public struct User: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    public let username: Username
    public var nickname: Nickname
    /// The name of the uploaded picture, or nil for the generated one.
    public var avatar: String?
    /// What the generated picture is made from.
    public let avatarSeed: UInt64
    public let createdAt: Date
    public var role: Role = .member
    /// When the account was disabled: it keeps its data, but nobody can sign in to it.
    public var disabledAt: Date?
    public var preferences = Preferences()
    public var privacy = Privacy()
    /// Whether it is the account of a program. What it says is marked.
    public var isApp = false

    /// What a person may do. Stored by name.
    public enum Role: String, Codable, Sendable {
        case member
        /// Sees all people, disables accounts, ends sessions and makes reset links.
        case administrator
    }
}
