import Metrics

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
    /// The answer is being written.
    case answering
    /// The answer is out; what the client still sends is dropped.
    case lingering
}

/// What a connection, or one that was not let in, met with.
public enum ConnectionIncident: String, CaseIterable, Sendable {
    /// Its address has as many as it may: closed at once.
    case addressLimit = "address_limit"
    /// There are as many as may be: the next ones wait in the kernel.
    case connectionLimit = "connection_limit"
    /// The process may have no more descriptors: the next ones wait in the kernel.
    case noDescriptors = "no_descriptors"
    /// It asked for nothing when others waited to be let in, and its address had many.
    case crowdedOut = "crowded_out"
    /// It asked for nothing.
    case idle
    /// Its body came too slowly.
    case slowBody = "slow_body"
    /// It took its answer too slowly.
    case slowReader = "slow_reader"
}

/// How the sockets do.
public struct ConnectionNumbers: Sendable {
    public let open: Tally<ConnectionPhase>
    /// Connections that were let in.
    public let accepted: Int
    public let incidents: Tally<ConnectionIncident>
    /// What never became a request.
    public let refused: Tally<RequestDefect>
    /// Requests, and apart from them those whose body is read as it comes.
    public let requests: Admitted
    public let uploads: Admitted

    public struct Admitted: Sendable {
        public let working: Int
        public let waiting: Int
    }
}
