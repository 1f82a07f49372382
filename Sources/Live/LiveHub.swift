import Accounts
import Conversation
import Foundation
import Instrumentation
import Logging
import Synchronization

/// Tells those who have a room open what happens in it.
///
/// It hears of changes after their commit, reads what is new once for all readers of a room, has it rendered once for
/// each format in which readers see it, and appends it to the channel that they share (``Channel``).
public final class LiveHub: Sendable {
    public let limits: LiveLimits
    let conversation: Conversation
    let sessions: SessionService
    let accounts: AccountWatch
    let renderer: any LiveRenderer
    let log: Logger
    let now: @Sendable () -> ContinuousClock.Instant
    let state = Mutex(HubState())

    let opened = Counter()
    let deliveries = Counter()
    let ends = Counters<LiveEndReason>()
    let refusals = Counters<LiveRefusal>()
    let publishing = Histogram()

    public init(
        conversation: Conversation, accounts: Accounts, limits: LiveLimits = LiveLimits(),
        renderer: any LiveRenderer, log: Logger,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.limits = limits
        self.conversation = conversation
        sessions = accounts.sessions
        self.accounts = accounts.sessions.watch()
        self.renderer = renderer
        self.log = log
        self.now = now
    }

    /// Whether ``run()`` has begun to listen.
    public var isRunning: Bool { state.withLock { $0.isRunning } }

    public var metrics: LiveMetrics {
        let streams = state.withLock { state in
            state.readers.values.reduce(into: Counts<LiveFormat.Kind>()) { $0.add($1.format.kind) }
        }
        return LiveMetrics(
            streams: streams, opened: opened.value, deliveries: deliveries.value, ends: ends.counts,
            refusals: refusals.counts, publishing: publishing.distribution)
    }
}

extension LiveHub {
    /// Lets a client follow a room that the person may read. Whatever the client is shown besides has to be read
    /// afterwards, so that nothing falls between the two.
    ///
    /// - Parameters:
    ///   - address: the client's.
    ///   - rooms: those that the person is in, to tell of news in the others; nil where the client does not show them.
    public func open(
        _ access: RoomAccess, by person: SignedIn, as format: LiveFormat, from address: String,
        rooms: [JoinedRoom]? = nil
    ) throws(LiveRefusal) -> LiveReader {
        try open(access, by: person, as: format, from: address, rooms: rooms, over: nil)
    }

    func open(
        _ access: RoomAccess, by person: SignedIn, as format: LiveFormat, from address: String,
        rooms: [JoinedRoom]? = nil, over connection: LiveConnection.ID?
    ) throws(LiveRefusal) -> LiveReader {
        let client = HubState.Client(person, from: address)
        let entry = state.withLock { state in
            Result { () throws(LiveRefusal) in
                if let connection {
                    try state.requireCapacity(over: connection, limits)
                } else {
                    try state.requireCapacity(for: client.session, address, limits)
                }
                return state.add(client, person.user, to: access, as: format, over: connection, limits)
            }
        }
        do throws(LiveRefusal) {
            let (id, channel) = try entry.get()
            opened.add()
            if let rooms { setRooms(rooms, of: person.user.id) }
            return LiveReader(id, access.room.id, channel, hub: self)
        } catch {
            refusals.add(error)
            throw error
        }
    }

    /// Who has the room open.
    public func people(in room: Room.ID) -> PresentPeople {
        let time = now()
        return state.withLock { $0.topics[room]?.presence.people(at: time) ?? PresentPeople() }
    }

    func close(_ id: LiveReader.ID, of room: Room.ID, _ channel: Channel, _ reason: LiveEndReason) {
        let time = now()
        let isOpen = state.withLock { state in
            // Before the channel may be let go of, so that it is seen to be empty.
            channel.remove(id)
            return state.remove(id, from: room, at: time)
        }
        if isOpen { ends.add(reason) }
    }

    /// Leaves a note on all pages that a session has of a room.
    public func notify(_ session: Session.ID, in room: Room.ID, named name: String, _ bytes: Data) {
        for reader in readers(where: { $0.client.session == session && $0.room == room && $0.format.kind == .page }) {
            reader.value.channel.deliver(bytes, named: name, isRepeated: true, to: reader.key)
        }
    }

    func readers(where isMeant: (HubState.Reader) -> Bool) -> [(key: LiveReader.ID, value: HubState.Reader)] {
        state.withLock { state in state.readers.filter { isMeant($0.value) }.map { ($0.key, $0.value) } }
    }

    func end(_ readers: some Sequence<(key: LiveReader.ID, value: HubState.Reader)>, _ reason: LiveEndReason) {
        for (id, reader) in readers { reader.channel.end(id, reason) }
    }
}

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
