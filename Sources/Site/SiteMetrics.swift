import Instrumentation
import Live

/// The site's counters and gauges, for a collector of metrics.
public struct SiteMetrics: Sendable {
    public let routes: [RouteMetrics]
    public let avatarCache: CacheMetrics
    public let uploads: Counts<UploadOutcome>
    public let live: LiveMetrics
    /// Attempts to tell an address of a message.
    public let deliveries: Counts<DeliveryOutcome>
    /// The threads that tell them.
    public let webhooks: QueueMetrics
    /// The queue for work with files.
    public let files: QueueMetrics
    /// The queue for making pictures; nil where none can be made.
    public let making: QueueMetrics?
}

extension Site {
    public var metrics: SiteMetrics {
        SiteMetrics(
            routes: requests.metrics, avatarCache: avatars.media.cacheMetrics,
            uploads: uploads.counts,
            live: live.metrics, deliveries: deliverer.counts.counts, webhooks: deliverer.client.metrics,
            files: avatars.media.queueMetrics, making: avatars.imageMetrics)
    }
}
