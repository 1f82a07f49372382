import Instrumentation

/// How the site does.
public struct SiteMetrics: Sendable {
    public let routes: [RouteMetrics]
    public let pageCache: CacheMetrics
    public let pictureCache: CacheMetrics
    public let uploads: Counts<UploadOutcome>
    /// The queue for work that waits for files.
    public let files: QueueMetrics
    /// The making of pictures; nil where none can be made.
    public let making: QueueMetrics?
}

extension Site {
    public var metrics: SiteMetrics {
        SiteMetrics(
            routes: requests.metrics, pageCache: pageCaches.metrics, pictureCache: avatars.media.cacheMetrics,
            uploads: uploads.counts, files: avatars.media.queueMetrics, making: avatars.imageMetrics)
    }
}
