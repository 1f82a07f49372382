import Foundation

/// The secret part of the address at which a person's feed reader finds what is new for them. A person has one at most,
/// and it works until they revoke it: readers cannot sign in.
public struct FeedToken: Hashable, Sendable {
    /// How often its last use is written down at most, in seconds: an hour.
    static let useInterval: TimeInterval = 3600

    public let createdAt: Date
    /// Accurate to an hour; nil if it was never used.
    public let lastUsedAt: Date?
}
