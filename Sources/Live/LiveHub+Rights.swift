import Accounts
import Conversation
import Foundation

/// Ends readers within a second of losing their access.
extension LiveHub {
    func endSessions() async throws {
        let (changes, date) = (try await accounts.changes(), sessions.time)
        let doubtful = state.withLock { state in
            state.outdateReceipts { changes.include($0) }
            state.uncheckedSessions.formUnion(
                state.sessions { $0.expiresAt <= date || changes.include($0.person) })
            return state.uncheckedSessions
        }
        guard !doubtful.isEmpty else { return }
        // The changes are told once: what could not be checked is checked in the next round.
        let active = try await sessions.active(among: doubtful)
        // Those of streams that were opened meanwhile are still to be checked.
        state.withLock { $0.uncheckedSessions.subtract(doubtful) }
        let over = doubtful.subtracting(active.keys)
        end(readers { over.contains($0.client.session) }, .session)
        let ended = state.withLock { state in
            state.update(active)
            return state.connections.values.filter { over.contains($0.client.session) }
        }
        for connection in ended { connection.feed?.finish(.session) }
    }

    func checkRights(at time: ContinuousClock.Instant) async throws {
        let due = state.withLock { state in
            state.topics.filter { $0.value.rightsChecked.map { time - $0 >= limits.rightsInterval } ?? true }.keys
        }
        for room in due {
            // An event that comes meanwhile asks for another look.
            state.withLock { $0.topics[room]?.rightsChecked = time }
            do { try await checkRights(in: room, at: time) } catch {
                state.withLock { $0.topics[room]?.rightsChecked = nil }
                throw error
            }
        }
    }

    func checkRights(in room: Room.ID, at time: ContinuousClock.Instant) async throws {
        let present = readers { $0.room == room }
        let people = Set(present.map(\.value.client.person))
        let found = people.isEmpty ? nil : try await conversation.feed.readers(among: people, in: room)
        end(present.filter { found?.members[$0.value.client.person] != $0.value.format.isMember }, .access)
        if let revision = found?.revision, isBehind(room, revision) { await publish(room, since: time) }
    }

    /// Another process may have changed the room, of which no event tells.
    private func isBehind(_ room: Room.ID, _ revision: Int64) -> Bool {
        state.withLock { state in
            guard var topic = state.topics[room], topic.announced < revision else { return false }
            topic.announced = revision
            let isFirst = !topic.isPublishing
            topic.isPublishing = true
            state.topics[room] = topic
            return isFirst
        }
    }
}
