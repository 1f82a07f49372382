import Accounts
import Conversation
import Foundation
import HTTP
import Synchronization

/// A client that follows several rooms over one connection, and the feed of what happens in them. It is closed when
/// nobody holds it any more.
public final class LiveConnection: Sendable {
    typealias ID = Int
    /// What the client is told when it follows a room no longer; nil for nothing.
    public typealias EndNotice = @Sendable (Room.ID, LiveEndReason) -> Data?

    private struct State {
        /// In the order of their turns.
        var readers: [LiveReader] = []
        var wake: (@Sendable () -> Void)?
        var end: LiveEndReason?
    }

    let id: ID
    private let address: String
    private let hub: LiveHub
    private let endNotice: EndNotice
    private let state = Mutex(State())

    fileprivate init(_ id: ID, from address: String, hub: LiveHub, endNotice: @escaping EndNotice) {
        (self.id, self.address, self.hub, self.endNotice) = (id, address, hub, endNotice)
    }

    deinit {
        close()
    }

    /// Why the feed has ended; nil while it has not.
    public var end: LiveEndReason? { state.withLock { $0.end } }

    /// A reader for a room that the person may read. The client gets what happens there once the reader is added.
    ///
    /// - Parameter person: as they are now; since they have connected, they may have changed what others see of them.
    public func reader(
        of access: RoomAccess, by person: SignedIn, as format: LiveFormat
    ) throws(LiveRefusal) -> LiveReader {
        try hub.open(access, by: person, as: format, from: address, over: id)
    }

    public func isFollowing(_ room: Room.ID) -> Bool {
        state.withLock { $0.readers.contains { $0.room == room } }
    }

    public func add(_ reader: LiveReader) {
        let wake = state.withLock { state in
            state.readers.append(reader)
            if let wake = state.wake { reader.setWake(wake) }
            return state.wake
        }
        wake?()
    }

    /// Ends following a room, without a notice.
    public func leave(_ room: Room.ID) {
        let left = state.withLock { state in
            let left = state.readers.filter { $0.room == room }
            state.readers.removeAll { $0.room == room }
            return left
        }
        for reader in left { reader.close() }
    }

    /// Ends the feed. The first reason counts.
    public func finish(_ reason: LiveEndReason) {
        let wake = state.withLock { state in
            state.end = state.end ?? reason
            return state.wake
        }
        wake?()
    }

    /// Closing twice is fine.
    public func close() {
        let readers = state.withLock { state in
            defer { state.readers = [] }
            return state.readers
        }
        for reader in readers { reader.close() }
        hub.close(connection: id)
    }
}

extension LiveConnection: ResponseFeed {
    public func next() -> FeedStep {
        let (readers, end) = state.withLock { ($0.readers, $0.end) }
        guard end == nil else { return .end }
        for reader in readers {
            switch reader.next() {
            case .wait: continue
            case .bytes(let bytes, let isLast):
                if readers.count > 1 { moveToEnd(reader) }
                return .bytes(bytes, isLast: isLast && readers.count == 1)
            case .end:
                state.withLock { $0.readers.removeAll { $0 === reader } }
                if let reason = reader.end, let notice = endNotice(reader.room, reason) {
                    return .bytes(SharedBytes(notice), isLast: false)
                }
            }
        }
        return .wait
    }

    public func setWake(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { state in
            state.wake = wake
            for reader in state.readers { reader.setWake(wake) }
        }
    }

    /// A room in which much happens must not keep the others waiting.
    private func moveToEnd(_ reader: LiveReader) {
        state.withLock { state in
            guard let index = state.readers.firstIndex(where: { $0 === reader }) else { return }
            state.readers.append(state.readers.remove(at: index))
        }
    }
}

extension LiveHub {
    /// Lets a client follow rooms over one connection, which counts as one stream.
    public func connect(
        _ person: SignedIn, from address: String, endNotice: @escaping LiveConnection.EndNotice
    ) throws(LiveRefusal) -> LiveConnection {
        let result = state.withLock { state in
            Result { () throws(LiveRefusal) in
                try state.requireCapacity(for: person.session.id, address, limits)
                return state.connect(HubState.Client(person, from: address)) { id in
                    LiveConnection(id, from: address, hub: self, endNotice: endNotice)
                }
            }
        }
        do throws(LiveRefusal) { return try result.get() } catch {
            refusals.add(error)
            throw error
        }
    }

    fileprivate func close(connection id: LiveConnection.ID) {
        state.withLock { $0.disconnect(id) }
    }

    /// Says that a person is writing a message in a room that they are a member of, unless they are not shown.
    public func noteTyping(of member: Member, _ person: User) {
        guard person.privacy.showsPresence else { return }
        let time = now()
        state.withLock { $0.topics[member.room.id]?.typing.note(person, at: time) }
    }
}
