import Instrumentation

/// Figures of the streams.
public struct LiveMetrics: Sendable {
    /// Open streams.
    public let streams: Counts<LiveFormat.Kind>
    public let opened: Int
    /// Times that a reader was handed something.
    public let deliveries: Int
    public let ends: Counts<LiveEndReason>
    public let refusals: Counts<LiveRefusal>
    /// From the event of a change until it is in the readers' channels.
    public let publishing: Distribution
}
