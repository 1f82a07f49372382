import Metrics

/// How the site does.
public struct SiteNumbers: Sendable {
    public let routes: [RouteNumbers]
    public let pageCache: CacheNumbers
    public let pictureCache: CacheNumbers
    public let uploads: Tally<UploadOutcome>
    /// The queue for work that waits for files.
    public let files: QueueNumbers
    /// The making of pictures; nil where none can be made.
    public let making: QueueNumbers?
}

extension Site {
    public var numbers: SiteNumbers {
        SiteNumbers(
            routes: requests.numbers, pageCache: pageCaches.numbers, pictureCache: pictures.cacheNumbers,
            uploads: pictures.uploads.tally, files: pictures.files.numbers, making: pictures.maker?.numbers)
    }
}
