/// Limits of streams, in numbers, bytes and time.
public struct LiveLimits: Hashable, Sendable {
    /// A browser opens six connections to a site over HTTP/1.1, and needs some for pages.
    public var streamsPerSession = 4
    /// From one IP address.
    public var streamsPerAddress = 200
    /// Of all people.
    public var streams: Int
    /// Rooms that all clients together follow.
    public var readers: Int { 10 * streams }
    /// Rooms that a client follows over one connection.
    public var roomsPerConnection = 100
    /// What a room keeps for readers that are behind, in bytes and in time. A reader that is further behind is ended, and
    /// comes back by itself.
    public var ringBytes = 256 * 1024
    public var ringAge: Duration = .seconds(30)
    /// What a reader takes at once, in bytes.
    public var takenBytes = 64 * 1024
    /// Messages that one page of a stream has room for.
    public var slots: Int64 = 500
    /// Parts of one stream. Browsers become slow when a page has been changed more often.
    public var parts = 3_000
    /// Proxies end a connection that is silent for a minute.
    public var heartbeat: Duration = .seconds(15)
    /// How long somebody whose last stream has ended still counts as present: it may come back.
    public var presenceGrace: Duration = .seconds(30)
    /// How often the rights of all readers are looked at, whatever was heard of changes.
    public var rightsInterval: Duration = .seconds(15)
    /// The least time between two lists of rooms for one person.
    public var listInterval: Duration = .seconds(2)
    /// Lists of rooms that are made in one round.
    public var listsPerRound = 100

    /// - Parameter connections: how many the server keeps open. A fifth of them stays free for pages.
    public init(connections: Int = 10_000) {
        streams = connections / 5 * 4
    }
}
