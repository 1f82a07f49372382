import Foundation

/// What is left of a limit, so that a program can keep to it.
public struct Quota: Hashable, Sendable {
    /// How often something may be done at once.
    public let limit: Int
    /// Seconds after which a limit that was used up is whole again.
    public let window: Int
    public let remaining: Int
    /// Seconds until the limit is whole again.
    public let reset: Int

    public init(limit: Int, window: TimeInterval, remaining: Int, reset: TimeInterval) {
        (self.limit, self.remaining) = (limit, min(limit, max(0, remaining)))
        self.window = max(1, Int(window.rounded(.up)))
        self.reset = max(0, Int(reset.rounded(.up)))
    }
}
