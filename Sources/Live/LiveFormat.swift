import Accounts

/// What readers of a room have in common who get the same bytes.
public struct LiveFormat: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// HTML in a page that never ends.
        case page
        /// Server-Sent Events.
        case events
        /// Messages of a WebSocket.
        case socket
    }

    public let kind: Kind
    public let language: Language
    /// Nil for UTC.
    public let zone: TimeZoneName?
    /// Others only look into an open room: they can neither react nor open its files.
    public let isMember: Bool
    /// People whose messages are folded. Nearly everyone has none.
    public let blocked: Set<User.ID>

    public init(
        _ kind: Kind, language: Language = .english, zone: TimeZoneName? = nil, isMember: Bool,
        blocked: Set<User.ID> = []
    ) {
        self.kind = kind
        self.language = language
        self.zone = zone
        self.isMember = isMember
        self.blocked = blocked
    }
}
