import Accounts
import Conversation

/// A client that follows several rooms over one connection. It is closed when nobody holds it any more.
public final class LiveConnection: Sendable {
    typealias ID = Int

    let id: ID
    private let address: String
    private let hub: LiveHub
    private let endings: AsyncStream<LiveEnd>

    fileprivate init(
        _ id: ID, from address: String, endings: AsyncStream<LiveEnd>, hub: LiveHub
    ) {
        self.id = id
        self.address = address
        self.endings = endings
        self.hub = hub
    }

    deinit {
        close()
    }

    /// Follows a room that the person may read.
    ///
    /// - Parameter person: as they are now; since they have connected, they may have changed what others see of them.
    public func follow(
        _ access: RoomAccess, by person: SignedIn, as form: LiveForm
    ) throws(LiveRefusal) -> LiveReader {
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
            return LiveConnection(try result.get(), from: address, endings: endings, hub: self)
        } catch {
            refusals.add(error)
            throw error
        }
    }

    fileprivate func close(connection id: LiveConnection.ID) {
        state.withLock { $0.disconnect(id) }?.finish()
    }

    /// Says that a person is writing a message in a room that they are a member of, unless they are not shown.
    public func noteTyping(of member: Member, _ person: User) {
        guard person.privacy.showsPresence else { return }
        let time = now()
        state.withLock { $0.topics[member.room.id]?.typing.note(person, at: time) }
    }
}
