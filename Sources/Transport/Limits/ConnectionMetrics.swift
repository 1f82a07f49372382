import Instrumentation

/// Where a connection is in its life.
public enum ConnectionPhase: String, CaseIterable, Sendable {
    /// Nothing of a next request has come.
    case idle
    /// A part of a head has come.
    case head
    /// The head is complete and the body is gathered.
    case gathering
    /// A handler has the request, or will have it when its turn comes.
    case working
    /// A handler has the request, and reads the body as it comes.
    case reading
    /// The response is being written.
    case answering
    /// A handler writes the response's body while it is sent.
    case streaming
    /// The response is out; what the client still sends is dropped.
    case lingering
}

/// What happened to a connection, or to one that was not let in.
public enum ConnectionIncident: String, CaseIterable, Sendable {
    /// Its address has as many as it may: closed at once.
    case addressLimit = "address_limit"
    /// There are as many as may be: the next ones wait in the kernel.
    case connectionLimit = "connection_limit"
    /// The process may have no more descriptors: the next ones wait in the kernel.
    case noDescriptors = "no_descriptors"
    /// It was ended to make room for others.
    case evicted = "crowded_out"
    /// It asked for nothing.
    case idle
    /// Its body came too slowly.
    case slowBody = "slow_body"
    /// It took its answer too slowly.
    case slowReader = "slow_reader"
}

/// Figures of the sockets.
public struct ConnectionMetrics: Sendable {
    public let open: Counts<ConnectionPhase>
    /// Connections that were let in.
    public let accepted: Int
    public let incidents: Counts<ConnectionIncident>
    /// What never became a request.
    public let refused: Counts<RequestError>
    /// Requests, and apart from them those whose body is read as it comes.
    public let requests: Admitted
    public let uploads: Admitted

    public struct Admitted: Sendable {
        public let working: Int
        public let waiting: Int
    }
}
