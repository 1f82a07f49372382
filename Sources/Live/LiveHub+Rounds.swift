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
        do {
            try await endSessions()
            try await checkRights(at: time)
            try await writeReadMarks()
            try await tellReceipts()
        } catch {
            log.error("streams could not be checked, will try again", metadata: ["error": "\(error)"])
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
        _ render: (LiveForm) throws -> Data?
    ) {
        for channel in topic.channels.values {
            do {
                if let bytes = try render(channel.form) { channel.append([LivePart(name, bytes)], at: time) }
                channel.trim(at: time)
            } catch {
                log.error("a stream's part could not be made", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Notes, for all readers of a room at once, what they have been sent. On a page, it counts as read.
    private func writeReadMarks() async throws {
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

/// How far the others have got in direct conversations.
extension LiveHub {
    private func tellReceipts() async throws {
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

/// Whoever may not read any more is told so within a second.
extension LiveHub {
    private func endSessions() async throws {
        let (changes, date) = (try await accounts.changes(), sessions.time)
        let doubtful = state.withLock { state in
            state.outdateReceipts { changes.include($0) }
            return state.sessions { $0.expiresAt <= date || changes.include($0.person) }
        }
        guard !doubtful.isEmpty else { return }
        let active = try await sessions.active(among: doubtful)
        let over = doubtful.subtracting(active.keys)
        end(readers { over.contains($0.client.session) }, .session)
        let ended = state.withLock { state in
            state.update(active)
            return state.connections.values.filter { over.contains($0.client.session) }
        }
        for connection in ended { connection.end.yield(.session) }
    }

    private func checkRights(at time: ContinuousClock.Instant) async throws {
        let due = state.withLock { state in
            state.topics.filter { $0.value.rightsChecked.map { time - $0 >= limits.rightsInterval } ?? true }.keys
        }
        for room in due {
            // An event that comes meanwhile asks for another look.
            state.withLock { $0.topics[room]?.rightsChecked = time }
            let present = readers { $0.room == room }
            let people = Set(present.map(\.value.client.person))
            let found = people.isEmpty ? nil : try await conversation.feed.readers(among: people, in: room)
            end(present.filter { found?.members[$0.value.client.person] != $0.value.form.isMember }, .access)
            if let revision = found?.revision, isBehind(room, revision) { await publish(room, since: time) }
        }
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

/// News in other rooms than the one that a person reads.
extension LiveHub {
    func setRooms(_ list: [JoinedRoom], of person: User.ID) {
        state.withLock { state in
            var lister = state.listers[person] ?? HubState.Lister(rooms: [])
            lister.rooms = Set(list.map(\.id))
            state.listers[person] = lister
        }
    }

    func outdateList(of person: User.ID) {
        state.withLock { $0.listers[person]?.isOutdated = true }
    }

    /// For those who have the room open it is read, and their lists stay as they are.
    func outdateLists(with room: Room.ID) {
        state.withLock { state in
            let presence = state.topics[room]?.presence
            for (person, lister) in state.listers
            where lister.rooms.contains(room) && !lister.isOutdated && presence?.isHere(person) != true {
                state.listers[person]?.isOutdated = true
            }
        }
    }

    private func tellLists(at time: ContinuousClock.Instant) async {
        let due = state.withLock { state in
            let due = state.listers.filter { _, lister in
                lister.isOutdated && lister.listed.map { time - $0 >= limits.listInterval } ?? true
            }.prefix(limits.listsPerRound).map(\.key)
            for person in due {
                state.listers[person]?.isOutdated = false
                state.listers[person]?.listed = time
            }
            return due
        }
        for person in due {
            do { try await tellList(to: person) } catch {
                log.error("a list of rooms could not be made", metadata: ["error": "\(error)"])
            }
        }
    }

    private func tellList(to person: User.ID) async throws {
        let list = try await conversation.rooms.joined(by: person)
        setRooms(list, of: person)
        for (id, reader) in readers(where: { $0.client.person == person }) {
            guard let room = state.withLock({ $0.topics[reader.room]?.room }),
                let bytes = try renderer.rooms(list, in: room, as: reader.form)
            else { continue }
            reader.channel.deliver(bytes, named: "rooms", isRepeated: false, to: id)
        }
    }
}
