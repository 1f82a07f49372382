import Foundation

/// A person with an account.
public struct User: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    public let username: Username
    public var nickname: Nickname
    /// The name of the uploaded picture's file, or nil for the generated one.
    public var avatar: String?
    /// What the generated picture is made from.
    public let avatarSeed: UInt64
    public let createdAt: Date
}
