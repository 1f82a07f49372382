import Accounts
import Conversation
import Foundation

/// All readers and the rooms that they follow. Used under the hub's lock.
struct HubState {
    struct Reader {
        let room: Room.ID
        let person: User.ID
        let session: Session.ID
        var expiresAt: Date
        let address: String
        let form: LiveForm
        let channel: Channel
    }

    /// A room that somebody has open.
    struct Topic {
        var room: Room
        var channels: [LiveForm: Channel] = [:]
        var presence = Presence()
        /// Up to where the room has been published.
        var revision: Int64
        /// Up to where it is known to have changed.
        var announced: Int64
        var isPublishing = false
        var heartbeat: ContinuousClock.Instant?
        var rightsChecked: ContinuousClock.Instant?

        init(_ room: Room) {
            self.room = room
            (revision, announced) = (room.revision, room.revision)
        }
    }

    /// Somebody who is shown a list of their rooms.
    struct Lister {
        var rooms: Set<Room.ID>
        var isOutdated = false
        var listed: ContinuousClock.Instant?
    }

    /// Whether events are heard.
    var isRunning = false
    private(set) var readers: [LiveReader.ID: Reader] = [:]
    var topics: [Room.ID: Topic] = [:]
    var listers: [User.ID: Lister] = [:]
    private var sessions: [Session.ID: Int] = [:]
    private var addresses: [String: Int] = [:]
    private var people: [User.ID: Int] = [:]
    private var lastID = 0

    func requireRoom(for session: Session.ID, _ address: String, _ limits: LiveLimits) throws(LiveRefusal) {
        guard readers.count < limits.streams else { throw .tooMany }
        guard sessions[session, default: 0] < limits.streamsPerSession else { throw .tooManyOfSession }
        guard addresses[address, default: 0] < limits.streamsPerAddress else { throw .tooManyOfAddress }
    }

    mutating func add(
        _ person: SignedIn, to access: RoomAccess, as form: LiveForm, from address: String, _ limits: LiveLimits
    ) -> (LiveReader.ID, Channel) {
        lastID += 1
        let room = access.room
        let channel = topics[room.id]?.channels[form] ?? Channel(form, limits)
        channel.add(lastID, person: person.user.id)
        // In place: a copy of the topic would copy everyone who is present.
        topics[room.id, default: Topic(room)].channels[form] = channel
        if form.isMember { topics[room.id]?.presence.enter(person.user) }
        readers[lastID] = Reader(
            room: room.id, person: person.user.id, session: person.session.id, expiresAt: person.session.expiresAt,
            address: address, form: form, channel: channel)
        sessions[person.session.id, default: 0] += 1
        addresses[address, default: 0] += 1
        people[person.user.id, default: 0] += 1
        return (lastID, channel)
    }

    /// - Returns: whether the reader was there.
    mutating func remove(_ id: LiveReader.ID, from room: Room.ID, at now: ContinuousClock.Instant) -> Bool {
        guard let reader = readers.removeValue(forKey: id) else { return false }
        sessions.countDown(reader.session)
        addresses.countDown(reader.address)
        people.countDown(reader.person)
        if people[reader.person] == nil { listers[reader.person] = nil }
        if reader.form.isMember { topics[room]?.presence.leave(reader.person, at: now) }
        if reader.channel.isEmpty, topics[room]?.channels[reader.form] === reader.channel {
            topics[room]?.channels[reader.form] = nil
        }
        return true
    }

    mutating func prolong(_ ids: some Sequence<LiveReader.ID>, until time: Date) {
        for id in ids { readers[id]?.expiresAt = time }
    }

    /// Forgets rooms that nobody has open and nobody has just left.
    mutating func removeUnusedTopics() {
        for (room, topic) in topics
        where topic.channels.isEmpty && topic.presence.isEmpty && !topic.isPublishing {
            topics[room] = nil
        }
    }
}

extension Dictionary where Value == Int {
    fileprivate mutating func countDown(_ key: Key) {
        let left = self[key, default: 1] - 1
        self[key] = left > 0 ? left : nil
    }
}
