import Accounts
import Foundation

/// What somebody did with a power over others.
public struct AuditEntry: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public typealias Action = AuditAction

    public let id: ID
    public let at: Date
    /// Nil for the operator, and once that account is deleted.
    public let actor: Participant?
    public let action: Action
    public let room: Room.ID?
    /// Nil for a room that is gone; empty for a direct conversation.
    public let roomName: String?
    public let number: Int64?
    /// Whom it was done to; nil for nobody, and once that account is deleted.
    public let subject: Participant?
    /// The new role, the days of retention, or the name of a webhook, or of a room or an account that is gone.
    public let detail: String
}

/// Which entries are wanted; nil for all.
public struct AuditFilter: Hashable, Sendable {
    public var actor: User.ID?
    public var subject: User.ID?
    public var room: Room.ID?
    public var action: AuditEntry.Action?

    public init(
        actor: User.ID? = nil, subject: User.ID? = nil, room: Room.ID? = nil, action: AuditEntry.Action? = nil
    ) {
        self.actor = actor
        self.subject = subject
        self.room = room
        self.action = action
    }
}

/// A piece of the audit log, the newest first.
public struct AuditPage: Hashable, Sendable {
    public let entries: [AuditEntry]
    /// Where the next page begins: give it as `before`. Nil on the last page.
    public let next: AuditEntry.ID?
}
