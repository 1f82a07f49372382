/// Why a stream has ended.
public enum LiveEndReason: String, CaseIterable, Sendable {
    /// The client has left.
    case left
    /// The page has no room for more: the reader begins another.
    case full
    /// The reader was too slow.
    case slowReader = "slow_reader"
    /// The person may not read the room any more, or not in the same way.
    case access
    /// The session is over.
    case session
    /// The site stops.
    case stopped
}

/// Why no stream is opened. The reader gets a page instead.
public enum LiveRefusal: String, Error, CaseIterable, Sendable {
    case tooManyOfSession = "session"
    case tooManyOfAddress = "address"
    case tooManyOfConnection = "connection"
    case tooMany = "all"
}
