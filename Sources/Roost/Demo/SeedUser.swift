import Accounts
import Foundation

/// An account that is made with its history at once, for data to measure with.
struct SeedUser: Sendable {
    /// Something that happened to the account.
    struct Event: Sendable {
        let kind: Activity.Kind
        let device: Device
        let at: Date
        /// When the session that began with it was last used; nil for what began none.
        let lastSeenAt: Date?

        init(_ kind: Activity.Kind, on device: Device, at: Date) {
            (self.kind, self.device, self.at, lastSeenAt) = (kind, device, at, nil)
        }

        /// A sign-in whose session is still open.
        init(signedInOn device: Device, at: Date, lastSeenAt: Date) {
            (kind, self.device, self.at, self.lastSeenAt) = (.signedIn, device, at, lastSeenAt)
        }
    }

    let username: Username
    let nickname: Nickname
    let createdAt: Date
    /// The oldest first.
    let history: [Event]

    /// - Throws: `Username.Problem`, `Nickname.Problem`.
    init(username: String, nickname: String, createdAt: Date, history: [Event]) throws {
        self.username = try Username(username)
        self.nickname = try Nickname(nickname)
        self.createdAt = createdAt
        self.history = history
    }
}
