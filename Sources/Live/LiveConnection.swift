import Accounts
import Conversation

/// A client that follows several rooms over one connection. It is closed when nobody holds it any more.
public final class LiveConnection: Sendable {
    typealias ID = Int

    let id: ID
    private let person: SignedIn
    private let address: String
    private let hub: LiveHub
    private let endings: AsyncStream<LiveEnd>

    fileprivate init(
        _ id: ID, _ person: SignedIn, from address: String, endings: AsyncStream<LiveEnd>, hub: LiveHub
    ) {
        self.id = id
        self.person = person
        self.address = address
        self.endings = endings
        self.hub = hub
    }

    deinit {
        close()
    }

    /// Follows a room that the person may read.
    public func follow(_ access: RoomAccess, as form: LiveForm) throws(LiveRefusal) -> LiveReader {
        try hub.open(access, by: person, as: form, from: address, over: id)
    }

    /// Why the connection has to end, as soon as it has to; nil when the task is cancelled. For one task.
    public func ending() async -> LiveEnd? {
        await endings.first { _ in true }
    }

    /// Closing twice is fine.
    public func close() {
        hub.close(connection: id)
    }
}

extension LiveHub {
    /// Lets a client follow rooms over one connection, which counts as one stream.
    public func connect(_ person: SignedIn, from address: String) throws(LiveRefusal) -> LiveConnection {
        let (endings, end) = AsyncStream.makeStream(of: LiveEnd.self, bufferingPolicy: .bufferingOldest(1))
        let result = state.withLock { state in
            Result { () throws(LiveRefusal) in
                try state.requireRoom(for: person.session.id, address, limits)
                return state.connect(HubState.Client(person, from: address), end: end)
            }
        }
        do throws(LiveRefusal) {
            return LiveConnection(try result.get(), person, from: address, endings: endings, hub: self)
        } catch {
            refusals.add(error)
            throw error
        }
    }

    fileprivate func close(connection id: LiveConnection.ID) {
        state.withLock { $0.disconnect(id) }?.finish()
    }

    /// Says that a person is writing a message in a room that they are a member of.
    public func noteTyping(of member: Member, _ person: User) {
        let time = now()
        state.withLock { $0.topics[member.room.id]?.typing.note(person, at: time) }
    }
}
