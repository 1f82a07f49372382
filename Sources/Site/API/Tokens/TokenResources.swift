import Accounts
import Foundation

/// A token of a person's, without its secret.
struct PersonalTokenResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("name", \.name), .word("scope", among: TokenScope.choices.map(\.rawValue), \.scope),
        .time("created_at", \.createdAt), .time("last_used_at", \.lastUsedAt), .time("expires_at", \.expiresAt),
    ]

    private let id: Int64
    private let name: String
    private let scope: String
    private let createdAt: Date
    private let lastUsedAt: Date?
    private let expiresAt: Date

    init(_ token: PersonalToken) {
        (id, name, scope) = (token.id, token.name.text, token.scope.rawValue)
        (createdAt, lastUsedAt, expiresAt) = (token.createdAt, token.lastUsedAt, token.expiresAt)
    }

    private init(example: Void) {
        (id, name, scope, createdAt, lastUsedAt, expiresAt) = (
            8, "Weather report", "write", .example, nil, .example + 604_800
        )
    }

    static var example: Self { Self(example: ()) }
}

/// A token that was just made. It is given once.
struct NewTokenResource: Resource {
    static let properties: [Property<Self>] = [.text("token", \.token), .time("expires_at", \.expiresAt)]

    private let token: String
    private let expiresAt: Date

    init(_ made: NewPersonalToken) {
        (token, expiresAt) = (made.encoded, made.expiresAt)
    }

    private init(example: Void) {
        (token, expiresAt) = ("roost_" + String(repeating: "t", count: 43), .example + 604_800)
    }

    static var example: Self { Self(example: ()) }
}

/// An account that only a token opens, with the token.
struct NewBotResource: Resource {
    static let properties: [Property<Self>] = [.one("user", \.user), .one("token", \.token)]

    let user: PersonResource
    let token: NewTokenResource

    static var example: Self { Self(user: .example, token: .example) }
}

extension PersonalToken {
    /// ``days`` as JSON has it.
    static var dayRange: ClosedRange<Int64> { Int64(days.lowerBound)...Int64(days.upperBound) }
}
