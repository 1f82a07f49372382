import Foundation

/// A piece of what the readers of a room get, ready to be sent.
public struct LivePart: Sendable {
    /// What it shows. A later part of the same name takes the place of an earlier one.
    public enum Name: Hashable, Sendable {
        /// The message with this number.
        case message(Int64)
        /// The reactions to the message with this number.
        case reactions(Int64)
        case presence
        case typing
        case heartbeat
    }

    public let name: Name
    public let bytes: Data
    /// The room's revision that it shows; nil for what has none, such as who is here.
    public let revision: Int64?

    public init(_ name: Name, _ bytes: Data, revision: Int64? = nil) {
        self.name = name
        self.bytes = bytes
        self.revision = revision
    }

    /// The number of the message that it belongs to.
    var number: Int64? {
        switch name {
        case .message(let number), .reactions(let number): number
        case .presence, .typing, .heartbeat: nil
        }
    }
}
