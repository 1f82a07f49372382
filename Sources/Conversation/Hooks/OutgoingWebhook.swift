import Accounts
import Foundation

/// An address that hears of new messages in a room.
public struct OutgoingWebhook: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    public let name: String
    public let room: Room.ID
    public let address: String
    /// Only messages that begin with this word are told; empty for all.
    public let word: String
    /// What the secret that signs deliveries is made of, with the site's own.
    public let salt: Data
    /// Attempts that have failed since the last one that did not.
    public let failures: Int
    /// Who has made it; nil once that account is deleted.
    public let maker: Participant?
    public let createdAt: Date
    /// When it had failed so often that it was given up.
    public let disabledAt: Date?
}

/// Whose deliveries are made beside each other, so that addresses that keep the site waiting hold up only each other.
public enum HookQueue: CaseIterable, Sendable {
    /// The last answer came soon.
    case quick
    /// It did not, or there was none yet.
    case other
}

/// A message that is to be told to an address.
public struct HookDelivery: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    public let hook: OutgoingWebhook
    public let roomName: String
    /// Nil once it is deleted.
    public let message: Message?
    /// Those before.
    public let attempts: Int
}

/// What came of a delivery, or of the last attempt at it.
public struct HookAttempt: Identifiable, Hashable, Sendable {
    public let id: HookDelivery.ID
    public let number: Int64
    public let attempts: Int
    /// Nil before the first attempt.
    public let at: Date?
    /// Of the answer; nil where there was none.
    public let status: Int?
    /// Why there was no answer, in English.
    public let problem: String?
    public let milliseconds: Int?
    /// When it is tried again; nil when it is over.
    public let dueAt: Date?
}

/// Of one attempt.
public struct HookOutcome: Hashable, Sendable {
    public let status: Int?
    public let problem: String?
    public let milliseconds: Int

    public init(status: Int?, problem: String?, milliseconds: Int) {
        (self.status, self.problem, self.milliseconds) = (status, problem, milliseconds)
    }

    /// Whether it took no longer than a server that is well takes.
    var isQuick: Bool { milliseconds < 1_000 }
    var isSuccess: Bool { status.map { (200..<300).contains($0) } ?? false }
}
