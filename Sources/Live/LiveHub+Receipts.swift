import Accounts
import Conversation
import Foundation

/// Notes what readers have been sent, and tells the people of direct conversations how far the others have got.
extension LiveHub {
    /// Notes, for all readers of a room at once, what they have been sent. On a page, it counts as read.
    func writeReadMarks() async throws {
        let topics = state.withLock { $0.topics }
        for (room, topic) in topics {
            let channels = topic.channels.values.filter(\.format.isMember)
            try await writeMarks(of: channels.filter { $0.format.kind == .page }, in: room) {
                try await conversation.feed.markRead(upTo: $0, in: room, $1)
            }
            guard topic.room.kind == .direct else { continue }
            try await writeMarks(of: channels.filter { $0.format.kind != .page }, in: room) {
                try await conversation.feed.markDelivered(upTo: $0, in: room, $1)
            }
        }
    }

    /// - Parameter write: notes a number for people. What it cannot note is tried again in the next round.
    private func writeMarks(
        of channels: [Channel], in room: Room.ID, _ write: (Int64, [User.ID]) async throws -> Void
    ) async throws {
        let marks = channels.reduce(into: [User.ID: Int64]()) { $0.merge($1.unwrittenMarks) { max($0, $1) } }
        for (number, people) in Dictionary(grouping: marks.keys, by: { marks[$0] ?? 0 }) {
            try await write(number, people)
            for channel in channels { channel.noteWritten(number, by: Set(people)) }
            state.withLock { $0.topics[room]?.outdateReceipts() }
        }
    }

    func tellReceipts() async throws {
        let due = state.withLock { state in
            let due = Set(state.topics.filter(\.value.areReceiptsOutdated).keys)
            for room in due { state.topics[room]?.areReceiptsOutdated = false }
            return due
        }
        guard !due.isEmpty else { return }
        do { try await tellReceipts(in: due) } catch {
            state.withLock { state in
                for room in due { state.topics[room]?.areReceiptsOutdated = true }
            }
            throw error
        }
    }

    private func tellReceipts(in due: Set<Room.ID>) async throws {
        let present = Dictionary(grouping: readers { due.contains($0.room) && $0.format.isMember }, by: \.value.room)
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
                    found.receipts(for: person), shown: found.shown(to: person), in: shown, as: reader.format)
                reader.channel.deliver(bytes, named: "receipts", isRepeated: false, to: id)
            }
        }
    }
}
