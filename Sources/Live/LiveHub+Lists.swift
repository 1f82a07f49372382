import Accounts
import Conversation
import Foundation

/// News in other rooms than the one that a person reads.
extension LiveHub {
    /// Notes whose news the person is told of.
    func setRooms(_ list: [JoinedRoom], of person: User.ID) {
        state.withLock { state in
            // Who has gone in the meantime is not remembered.
            guard state.people[person] != nil else { return }
            state.listers[person, default: HubState.Lister(rooms: [])].rooms = Set(list.map(\.id))
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

    func tellLists(at time: ContinuousClock.Instant) async {
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
                outdateList(of: person)
                log.error("a list of rooms could not be made", metadata: ["error": "\(error)"])
            }
        }
    }

    private func tellList(to person: User.ID) async throws {
        let list = try await conversation.rooms.joined(by: person)
        setRooms(list, of: person)
        for (id, reader) in readers(where: { $0.client.person == person }) {
            guard let room = state.withLock({ $0.topics[reader.room]?.room }),
                let bytes = try renderer.rooms(list, in: room, as: reader.format)
            else { continue }
            reader.channel.deliver(bytes, named: "rooms", isRepeated: false, to: id)
        }
    }
}
