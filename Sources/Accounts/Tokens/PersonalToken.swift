import Foundation

/// A token that a person has made for a program of theirs. It opens a session that has no cookie, no refresh token and no
/// confirmed password, so that it can never do what could hurt the account.
public struct PersonalToken: Identifiable, Hashable, Sendable {
    public typealias ID = Session.ID

    /// How many days one may be good for.
    public static let days = 1...365
    public static let standardDays = 90
    /// How many a person may have.
    public static let limit = 50

    /// The session's.
    public let id: ID
    /// What the person calls it.
    public let name: Nickname
    public let scope: TokenScope
    public let createdAt: Date
    /// Accurate to a minute; nil if it was never used.
    public let lastUsedAt: Date?
    public let expiresAt: Date
}

/// What a token may do.
public enum TokenScope: String, CaseIterable, Sendable {
    /// Look at what the person sees.
    case read
    /// That, and what the person does with others. Nothing that is about the account.
    case write
    /// Everything: the access token of somebody who has signed in with a password.
    case full

    /// What a person can choose for a token.
    public static let choices: [TokenScope] = [.read, .write]

    /// Whether a token with this scope is good for what needs another.
    public func covers(_ needed: TokenScope) -> Bool {
        switch (self, needed) {
        case (.full, _), (.write, .write), (.write, .read), (.read, .read): true
        default: false
        }
    }
}

/// A token that was just made, which is shown once.
public struct NewPersonalToken: Sendable {
    /// What all of them begin with, so that one that lies about is recognised.
    static let prefix = "roost_"

    public let token: Token<PersonalToken>
    public let expiresAt: Date

    /// What stands behind `Bearer`.
    public var encoded: String { Self.prefix + token.encoded }
}

/// The person has as many tokens as one may have.
public struct TooManyTokens: Error, Hashable, Sendable {}

/// Who asks with a token, and what it may do.
public struct BearerIdentity: Sendable {
    public let signedIn: SignedIn
    public let scope: TokenScope
}
