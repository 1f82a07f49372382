import Accounts
import Foundation
import Storage

/// What has changed in a room, with what one needs to show it. The same for everyone who reads the room.
public struct RoomChanges: Sendable {
    public struct Change: Sendable {
        public let message: Message
        /// The message before it; nil for the first that is kept.
        public let previous: Message?

        public init(_ message: Message, after previous: Message?) {
            self.message = message
            self.previous = previous
        }
    }

    public let room: Room
    /// In order of their revisions.
    public let changes: [Change]
    /// Where to go on.
    public let revision: Int64
    /// Whether there is more after ``revision``.
    public let isMore: Bool
}

/// Reads rooms on behalf of all who have them open, once for all of them.
///
/// It has no person whose right it could check: whoever passes on what it reads asks ``readers(among:in:)`` who may see it.
public struct RoomFeed: Sendable {
    let context: ConversationContext

    /// Nil when there is no such room any more.
    public func changes(in room: Room.ID, since revision: Int64) async throws -> RoomChanges? {
        try await context.database.read { db in
            guard let found = try RoomStore.find(db, room) else { return nil }
            let limit = MessageService.changeLimit
            let messages = try MessageStore.changed(db, in: room, since: revision, limit: limit + 1)
            let shown = messages.prefix(limit)
            let changes = try shown.map { message in
                let previous = shown.last { $0.number == message.number - 1 }
                return RoomChanges.Change(
                    message, after: try previous ?? MessageStore.find(db, in: room, message.number - 1)?.message)
            }
            let isMore = messages.count > limit
            return RoomChanges(
                room: found, changes: changes, revision: isMore ? shown.last?.revision ?? revision : found.revision,
                isMore: isMore)
        }
    }

    /// Who of a room's readers still is one.
    public struct Readers: Sendable {
        public let revision: Int64
        /// Whether each of them is a member; without those who may not read the room.
        public let members: [User.ID: Bool]
    }

    /// Nil when there is no such room any more.
    public func readers(among people: Set<User.ID>, in room: Room.ID) async throws -> Readers? {
        try await context.database.read { db in
            guard let found = try RoomStore.find(db, room) else { return nil }
            var members: [User.ID: Bool] = [:]
            for part in Array(people).pieces(of: Self.listLimit) {
                try members.merge(AccessStore.readers(db, among: part, of: found)) { $1 }
            }
            return Readers(revision: found.revision, members: members)
        }
    }

    /// Notes what several members have seen, in one transaction.
    public func markRead(upTo number: Int64, in room: Room.ID, _ people: [User.ID]) async throws {
        guard !people.isEmpty else { return }
        try await context.database.write { db in
            for part in people.pieces(of: Self.listLimit) {
                try MembershipStore.markRead(db, part, in: room, upTo: number)
            }
        }
    }

    /// People in one statement.
    private static let listLimit = 512
}

extension Array {
    fileprivate func pieces(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
