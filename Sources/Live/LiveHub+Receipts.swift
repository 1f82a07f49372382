import Accounts
import Conversation
import Foundation

/// Notes what readers have been sent, and tells the people of direct conversations how far the others have got.
extension LiveHub {
    /// Notes, for all readers of a room at once, what they have been sent. On a page, it counts as read.
    func writeReadMarks() async throws {
        let topics = state.withLock { $0.topics }
        for (room, topic) in topics {
            for (number, people) in topic.takeMarks(where: { $0.kind == .page }) {
                try await conversation.feed.markRead(upTo: number, in: room, people)
                state.withLock { $0.topics[room]?.outdateReceipts() }
            }
            guard topic.room.kind == .direct else { continue }
            for (number, people) in topic.takeMarks(where: { $0.kind != .page }) {
                try await conversation.feed.markDelivered(upTo: number, in: room, people)
                state.withLock { $0.topics[room]?.outdateReceipts() }
            }
        }
    }

    func tellReceipts() async throws {
        let due = state.withLock { state in
            let due = Set(state.topics.filter(\.value.areReceiptsOutdated).keys)
            for room in due { state.topics[room]?.areReceiptsOutdated = false }
            return due
        }
        guard !due.isEmpty else { return }
        let present = Dictionary(grouping: readers { due.contains($0.room) && $0.form.isMember }, by: \.value.room)
        for (room, readers) in present {
            guard let found = try await conversation.feed.receipts(in: room, newest: limits.slots) else { continue }
            let shown = state.withLock { state in
                state.topics[room]?.receiptPeople = found.members
                return state.topics[room]?.room
            }
            guard let shown else { continue }
            for (id, reader) in readers {
                let person = reader.client.person
                let bytes = try renderer.receipts(
                    found.receipts(for: person), shown: found.shown(to: person), in: shown, as: reader.form)
                reader.channel.deliver(bytes, named: "receipts", isRepeated: false, to: id)
            }
        }
    }
}

extension HubState.Topic {
    /// The newest messages that readers have taken since the last call, with the people that have.
    fileprivate func takeMarks(where isMeant: (LiveForm) -> Bool) -> [Int64: [User.ID]] {
        var marks: [User.ID: Int64] = [:]
        for channel in channels.values where channel.form.isMember && isMeant(channel.form) {
            marks.merge(channel.takeReadMarks()) { max($0, $1) }
        }
        return Dictionary(grouping: marks.keys) { marks[$0] ?? 0 }
    }
}
