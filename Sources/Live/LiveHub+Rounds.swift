import Accounts
import Conversation
import Foundation

/// What is done twice a second for all rooms together.
extension LiveHub {
    private static let interval: Duration = .milliseconds(500)

    func watch() async {
        while !Task.isCancelled {
            await round()
            try? await Task.sleep(for: Self.interval)
        }
    }

    func round() async {
        let time = now()
        // What fails is tried again in the next round, and holds up nothing else.
        for step in [endSessions, { try await self.checkRights(at: time) }, writeReadMarks, tellReceipts] {
            do { try await step() } catch {
                log.error("streams could not be checked, will try again", metadata: ["error": "\(error)"])
            }
        }
        tellPresence(at: time)
        tellTyping(at: time)
        beat(at: time)
        await tellLists(at: time)
        state.withLock { $0.removeUnusedTopics() }
    }

    private func tellPresence(at time: ContinuousClock.Instant) {
        let changed = state.withLock { state in
            state.topics.keys.compactMap { room in
                state.topics[room]?.presence.update(grace: limits.presenceGrace, at: time).flatMap { people in
                    state.topics[room].map { (topic: $0, people: people) }
                }
            }
        }
        for (topic, people) in changed {
            append(.presence, to: topic, at: time) { try renderer.presence(people, in: topic.room, as: $0) }
        }
    }

    private func tellTyping(at time: ContinuousClock.Instant) {
        let changed = state.withLock { state in
            state.topics.keys.compactMap { room in
                state.topics[room]?.typing.update(at: time).flatMap { people in
                    state.topics[room].map { (topic: $0, people: people) }
                }
            }
        }
        for (topic, people) in changed {
            append(.typing, to: topic, at: time) { try renderer.typing(people, in: topic.room, as: $0) }
        }
    }

    private func beat(at time: ContinuousClock.Instant) {
        let due = state.withLock { state in
            state.topics.keys.compactMap { room -> HubState.Topic? in
                // Readers have had one at their beginning.
                let last = state.topics[room]?.heartbeat
                guard let last, time - last < limits.heartbeat else {
                    state.topics[room]?.heartbeat = time
                    return last == nil ? nil : state.topics[room]
                }
                return nil
            }
        }
        for topic in due {
            append(.heartbeat, to: topic, at: time) { try renderer.heartbeat(in: topic.room, as: $0) }
        }
    }

    private func append(
        _ name: LivePart.Name, to topic: HubState.Topic, at time: ContinuousClock.Instant,
        _ render: (LiveFormat) throws -> Data?
    ) {
        for channel in topic.channels.values {
            do {
                if let bytes = try render(channel.format) { channel.append([LivePart(name, bytes)], at: time) }
                channel.trim(at: time)
            } catch {
                log.error("a stream's part could not be made", metadata: ["error": "\(error)"])
            }
        }
    }
}
