import Conversation
import Foundation

/// From a change to the readers.
extension LiveHub {
    /// How many events may wait. More are no loss: an event says only that something has changed.
    private static let eventLimit = 65_536

    /// Follows all rooms that have readers, until the task is cancelled. Then all streams end.
    public func run() async {
        let events = conversation.events.listen(buffer: Self.eventLimit)
        state.withLock { $0.isRunning = true }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watch() }
            for await event in events {
                guard note(event) else { continue }
                let start = now()
                group.addTask { await self.publish(event.room, since: start) }
            }
            group.cancelAll()
        }
        end(readers { _ in true }, .stopped)
        for connection in state.withLock({ $0.connections.values }) { connection.feed?.finish(.stopped) }
    }

    /// - Returns: whether somebody has to publish the room now.
    func note(_ event: RoomEvent) -> Bool {
        if case .membership(let person) = event.kind { outdateList(of: person) }
        if event.kind == .posted { outdateLists(with: event.room) }
        return state.withLock { state in
            guard var topic = state.topics[event.room] else { return false }
            defer { state.topics[event.room] = topic }
            topic.announced = max(topic.announced, event.revision)
            topic.outdateReceipts()
            switch event.kind {
            case .membership, .settings, .removed: topic.rightsChecked = nil
            case .read: return false
            case .posted, .edited, .deleted, .reacted, .pinned: break
            }
            guard !topic.channels.isEmpty else {
                // Whoever comes next is shown the room as it is then.
                topic.revision = topic.announced
                return false
            }
            guard !topic.isPublishing else { return false }
            topic.isPublishing = true
            return true
        }
    }

    /// Publishes what has changed in a room, until there is nothing left.
    func publish(_ room: Room.ID, since start: ContinuousClock.Instant) async {
        var failures = 0
        while let (revision, announced) = nextRevision(of: room), !Task.isCancelled {
            do {
                try await publish(room, after: revision, upTo: announced)
                publishing.observe(now() - start)
                failures = 0
            } catch {
                failures += 1
                log.error("a room could not be published", metadata: ["room": "\(room)", "error": "\(error)"])
                guard failures < 5 else { return giveUp(room) }
                try? await Task.sleep(for: .milliseconds(200 * failures))
            }
        }
    }

    /// Up to where the room has been published, and up to where it is known to have changed; nil when that is the same, and
    /// then the next event starts it again.
    private func nextRevision(of room: Room.ID) -> (published: Int64, announced: Int64)? {
        state.withLock { state in
            guard let topic = state.topics[room] else { return nil }
            if topic.revision < topic.announced, !topic.channels.isEmpty { return (topic.revision, topic.announced) }
            state.topics[room]?.isPublishing = false
            state.topics[room]?.revision = max(topic.revision, topic.announced)
            return nil
        }
    }

    /// Readers that have missed something must not go on as if they had not: they begin again.
    private func giveUp(_ room: Room.ID) {
        state.withLock { state in
            let announced = state.topics[room]?.announced ?? 0
            state.topics[room]?.isPublishing = false
            state.topics[room]?.revision = announced
        }
        end(readers { $0.room == room }, .slowReader)
    }

    /// - Parameter announced: what has been committed by now, so that it is read here. What is announced meanwhile may not
    ///   have been.
    private func publish(_ room: Room.ID, after revision: Int64, upTo announced: Int64) async throws {
        guard let changes = try await conversation.feed.changes(in: room, since: revision) else {
            // The room is gone.
            state.withLock { state in
                let announced = state.topics[room]?.announced ?? 0
                state.topics[room]?.revision = announced
            }
            return end(readers { $0.room == room }, .access)
        }
        // Besides messages something else has changed: whoever was removed does not get what was written since.
        if max(changes.revision, announced) - revision > Int64(changes.changes.count) {
            try await checkRights(in: room, at: now())
        }
        let channels = state.withLock { state in
            state.topics[room]?.room = changes.room
            for author in changes.changes.compactMap(\.message.author) { state.topics[room]?.typing.remove(author.id) }
            return state.topics[room].map { Array($0.channels.values) } ?? []
        }
        for channel in channels {
            channel.append(try await renderer.parts(of: changes, as: channel.format), at: now())
        }
        state.withLock { state in
            // Changes of a room itself take a revision that no message has.
            state.topics[room]?.revision = changes.isMore ? changes.revision : max(changes.revision, announced)
        }
    }
}
