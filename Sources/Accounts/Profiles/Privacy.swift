/// What others learn of a person who only reads.
public struct Privacy: Hashable, Codable, Sendable {
    /// Whether others see that the person has a room open, and that they are writing.
    public var showsPresence: Bool
    /// Whether others see how far the person has read in direct conversations. Who does not show it does not see it of
    /// others.
    public var sendsReceipts: Bool

    public init(showsPresence: Bool = true, sendsReceipts: Bool = true) {
        self.showsPresence = showsPresence
        self.sendsReceipts = sendsReceipts
    }
}
