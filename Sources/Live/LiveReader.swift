import Conversation
import Foundation
import HTTP
import Synchronization

/// A client that follows a room. It is closed when nobody holds it any more.
public final class LiveReader: Sendable {
    typealias ID = Int

    let id: ID
    let room: Room.ID
    let channel: Channel
    private let hub: LiveHub
    private let ending = Mutex<LiveEndReason?>(nil)

    init(_ id: ID, _ room: Room.ID, _ channel: Channel, hub: LiveHub) {
        self.id = id
        self.room = room
        self.channel = channel
        self.hub = hub
    }

    deinit {
        close()
    }

    public var format: LiveFormat { channel.format }
    /// Why there is nothing more to come; nil while there may be.
    public var end: LiveEndReason? { ending.withLock { $0 } }
    /// Whether nothing more may be sent, as the hub has ended the reader. The feed tells that at its next step.
    public var isOver: Bool { end != nil || channel.isOver(id) }

    /// Says what the client has been shown already.
    ///
    /// - Parameters:
    ///   - revision: up to where.
    ///   - number: the newest message.
    ///   - lastSlot: the last message that its page has room for; nil if there is no last one.
    public func begin(after revision: Int64, showing number: Int64 = 0, lastSlot: Int64? = nil) {
        channel.begin(id, after: revision, showing: number, lastSlot: lastSlot)
    }

    /// Closing twice is fine.
    public func close(_ reason: LiveEndReason = .left) {
        ending.withLock { $0 = $0 ?? reason }
        hub.close(id, of: room, channel, reason)
    }
}

extension LiveReader: ResponseFeed {
    public func next() -> FeedStep {
        switch channel.next(for: id) {
        case .bytes(let bytes, let isLast):
            hub.deliveries.add()
            return .bytes(bytes, isLast: isLast)
        case .end(let reason):
            close(reason)
            return .end
        case .wait:
            return .wait
        }
    }

    public func setWake(_ wake: @escaping @Sendable () -> Void) {
        channel.setWake(wake, of: id)
    }
}
