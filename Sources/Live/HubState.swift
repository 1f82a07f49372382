import Accounts
import Conversation
import Foundation
import IPAddresses
import Support

/// All readers and the rooms that they follow. Used under the hub's lock.
struct HubState {
    /// A connected client.
    struct Client {
        let person: User.ID
        let session: Session.ID
        var expiresAt: Date
        let network: String

        init(_ person: SignedIn, from address: String) {
            (self.person, session) = (person.user.id, person.session.id)
            (expiresAt, network) = (person.session.expiresAt, Self.network(of: address))
        }

        /// What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, which is what a household gets (RFC
        /// 6177).
        static func network(of address: String) -> String {
            guard let address = IPAddress(address) else { return address }
            return Network(of: address, prefixLength: address.isIPv4 ? 32 : 64).description
        }
    }

    struct Reader {
        let room: Room.ID
        var client: Client
        let format: LiveFormat
        let channel: Channel
        /// Nil for a reader with a connection of its own.
        let connection: LiveConnection.ID?
    }

    /// A client that follows any number of rooms.
    struct Connection {
        var client: Client
        var rooms = 0
        weak let feed: LiveConnection?
    }

    /// A room that somebody has open.
    struct Topic {
        var room: Room
        var channels: [LiveFormat: Channel] = [:]
        var presence = Presence()
        var typing = Typing()
        /// Up to where the room has been published.
        var revision: Int64
        /// Up to where it is known to have changed.
        var announced: Int64
        var isPublishing = false
        /// In a direct conversation: whether its people have to be told how far they have got, and who they are.
        var areReceiptsOutdated = false
        var receiptPeople: Set<User.ID> = []
        var heartbeat: ContinuousClock.Instant?
        var rightsChecked: ContinuousClock.Instant?

        init(_ room: Room) {
            self.room = room
            (revision, announced) = (room.revision, room.revision)
        }

        mutating func outdateReceipts() {
            if room.kind == .direct { areReceiptsOutdated = true }
        }
    }

    /// A person whose pages show a list of their rooms.
    struct Lister {
        var rooms: Set<Room.ID>
        var isOutdated = false
        var listed: ContinuousClock.Instant?
    }

    /// Whether events are heard.
    var isRunning = false
    private(set) var readers: [LiveReader.ID: Reader] = [:]
    private(set) var connections: [LiveConnection.ID: Connection] = [:]
    var topics: [Room.ID: Topic] = [:]
    var listers: [User.ID: Lister] = [:]
    /// Sessions that may have ended.
    var uncheckedSessions: Set<Session.ID> = []
    /// Connections of clients. One that follows many rooms counts once.
    private var streams = 0
    private var sessions: [Session.ID: Int] = [:]
    private var networks: [String: Int] = [:]
    private(set) var people: [User.ID: Int] = [:]
    private var lastID = 0

    func requireCapacity(for session: Session.ID, _ address: String, _ limits: LiveLimits) throws(LiveRefusal) {
        guard streams < limits.streams else { throw .tooMany }
        guard sessions[session, default: 0] < limits.streamsPerSession else { throw .tooManyOfSession }
        guard networks[Client.network(of: address), default: 0] < limits.streamsPerAddress else {
            throw .tooManyOfAddress
        }
    }

    func requireCapacity(over connection: LiveConnection.ID, _ limits: LiveLimits) throws(LiveRefusal) {
        guard readers.count < limits.readers else { throw .tooMany }
        guard let rooms = connections[connection]?.rooms, rooms < limits.roomsPerConnection else {
            throw .tooManyOfConnection
        }
    }

    /// - Parameter connection: nil for a reader with a connection of its own.
    mutating func add(
        _ client: Client, _ user: User, to access: RoomAccess, as format: LiveFormat,
        over connection: LiveConnection.ID?,
        _ limits: LiveLimits
    ) -> (LiveReader.ID, Channel) {
        lastID += 1
        let room = access.room
        let channel = topics[room.id]?.channels[format] ?? Channel(format, limits)
        channel.add(lastID, person: client.person)
        // In place: a copy of the topic would copy everyone who is present.
        topics[room.id, default: Topic(room)].channels[format] = channel
        if format.isMember { topics[room.id]?.presence.enter(user) }
        topics[room.id]?.outdateReceipts()
        readers[lastID] = Reader(
            room: room.id, client: client, format: format, channel: channel, connection: connection)
        if let connection { connections[connection]?.rooms += 1 } else { count(client) }
        people[client.person, default: 0] += 1
        return (lastID, channel)
    }

    /// - Returns: whether the reader was there.
    mutating func remove(_ id: LiveReader.ID, from room: Room.ID, at now: ContinuousClock.Instant) -> Bool {
        guard let reader = readers.removeValue(forKey: id) else { return false }
        let person = reader.client.person
        if let connection = reader.connection { connections[connection]?.rooms -= 1 } else { discount(reader.client) }
        people.countDown(person)
        if people[person] == nil { listers[person] = nil }
        if reader.format.isMember { topics[room]?.presence.leave(person, at: now) }
        if reader.channel.isEmpty, topics[room]?.channels[reader.format] === reader.channel {
            topics[room]?.channels[reader.format] = nil
        }
        return true
    }

    mutating func connect(_ client: Client, make: (LiveConnection.ID) -> LiveConnection) -> LiveConnection {
        lastID += 1
        let feed = make(lastID)
        connections[lastID] = Connection(client: client, feed: feed)
        count(client)
        return feed
    }

    mutating func disconnect(_ id: LiveConnection.ID) {
        if let connection = connections.removeValue(forKey: id) { discount(connection.client) }
    }

    /// The session is looked at in the next round: it may have ended while the stream was being opened.
    private mutating func count(_ client: Client) {
        uncheckedSessions.insert(client.session)
        streams += 1
        sessions[client.session, default: 0] += 1
        networks[client.network, default: 0] += 1
    }

    private mutating func discount(_ client: Client) {
        streams -= 1
        sessions.countDown(client.session)
        networks.countDown(client.network)
    }

    /// The sessions of all who are connected, as far as something about them may have changed.
    func sessions(where isDoubtful: (Client) -> Bool) -> Set<Session.ID> {
        let clients = readers.values.lazy.map(\.client).filter(isDoubtful)
        let others = connections.values.lazy.map(\.client).filter(isDoubtful)
        return Set(clients.map(\.session)).union(others.map(\.session))
    }

    /// Notes until when sessions last, and what their people have changed about themselves.
    mutating func update(_ active: [Session.ID: SignedIn]) {
        for (id, reader) in readers {
            guard let person = active[reader.client.session] else { continue }
            readers[id]?.client.expiresAt = person.session.expiresAt
            guard reader.format.isMember else { continue }
            topics[reader.room]?.presence.update(person.user)
            if !person.user.privacy.showsPresence { topics[reader.room]?.typing.remove(person.user.id) }
        }
        for (id, connection) in connections {
            guard let person = active[connection.client.session] else { continue }
            connections[id]?.client.expiresAt = person.session.expiresAt
        }
    }

    /// Who sends receipts may have changed.
    mutating func outdateReceipts(of hasChanged: (User.ID) -> Bool) {
        for (room, topic) in topics where topic.room.kind == .direct && topic.receiptPeople.contains(where: hasChanged)
        {
            topics[room]?.areReceiptsOutdated = true
        }
    }

    /// Forgets rooms that nobody has open and nobody has just left.
    mutating func removeUnusedTopics() {
        for (room, topic) in topics
        where topic.channels.isEmpty && topic.presence.isEmpty && !topic.isPublishing {
            topics[room] = nil
        }
    }
}
