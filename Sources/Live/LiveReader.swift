import Accounts
import Conversation
import Foundation
import Synchronization

/// A client that follows a room. It is closed when nobody holds it any more.
public final class LiveReader: Sendable {
    typealias ID = Int

    let id: ID
    let room: Room.ID
    let person: SignedIn
    let channel: Channel
    private let hub: LiveHub
    private let ending = Mutex<LiveEnd?>(nil)

    init(_ id: ID, _ room: Room.ID, _ person: SignedIn, _ channel: Channel, hub: LiveHub) {
        self.id = id
        self.room = room
        self.person = person
        self.channel = channel
        self.hub = hub
    }

    deinit {
        close()
    }

    public var form: LiveForm { channel.form }
    /// Why there is nothing more to come; nil while there may be.
    public var end: LiveEnd? { ending.withLock { $0 } }

    /// Says what the client has been shown already.
    ///
    /// - Parameters:
    ///   - revision: up to where.
    ///   - number: the newest message.
    ///   - lastSlot: the last message that its page has room for; nil if there is no last one.
    public func begin(after revision: Int64, showing number: Int64 = 0, lastSlot: Int64? = nil) {
        channel.begin(id, after: revision, showing: number, lastSlot: lastSlot)
    }

    /// The next bytes for the client, as soon as there are any; nil at the end, and when the task is cancelled.
    public func next() async -> Data? {
        while !Task.isCancelled {
            switch channel.next(for: id) {
            case .bytes(let data):
                hub.deliveries.add()
                return data
            case .end(let reason):
                close(reason)
                return nil
            case .wait:
                await wait()
            }
        }
        return nil
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                channel.wait(for: id, waiter)
                // The cancellation handler may have run before there was anybody to wake.
                if Task.isCancelled { channel.wake(id) }
            }
        } onCancel: {
            // The channel resumes whoever waits; `next` then sees that the task is cancelled.
            channel.wake(id)
        }
    }

    /// Closing twice is fine.
    public func close(_ reason: LiveEnd = .left) {
        ending.withLock { $0 = $0 ?? reason }
        hub.close(id, of: room, channel, reason)
    }
}
