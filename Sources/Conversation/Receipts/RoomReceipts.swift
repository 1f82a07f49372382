import Accounts
import Storage

/// How far all members of a direct conversation have got, for whoever shows each of them their part of it.
public struct RoomReceipts: Sendable {
    let marks: [ReadMark]
    /// The newest messages of each member, in order.
    let numbers: [User.ID: [Int64]]

    public var members: Set<User.ID> { Set(marks.map(\.person.id)) }

    /// Nil where nobody exchanges receipts with the person.
    public func receipts(for person: User.ID) -> Receipts? { Receipts(marks, for: person) }

    /// The receipts that a person is shown, by their own messages.
    public func shown(to person: User.ID) -> [Int64: Receipt] {
        receipts(for: person)?.shown(under: numbers[person] ?? []) ?? [:]
    }
}

extension RoomFeed {
    /// Nil when there is no such room any more, and for rooms of other kinds, which have no receipts.
    ///
    /// - Parameter count: of messages that are shown.
    public func receipts(in room: Room.ID, newest count: Int64) async throws -> RoomReceipts? {
        try await context.database.read { db in
            guard let room = try RoomStore.find(db, room), room.kind == .direct else { return nil }
            var numbers: [User.ID: [Int64]] = [:]
            for (number, author) in try ReceiptStore.authors(db, in: room, newest: count) {
                numbers[author, default: []].append(number)
            }
            return RoomReceipts(marks: try ReceiptStore.marks(db, in: room.id), numbers: numbers)
        }
    }

    /// Notes what members of a direct conversation have been sent, in one transaction.
    public func markDelivered(upTo number: Int64, in room: Room.ID, _ people: [User.ID]) async throws {
        guard !people.isEmpty else { return }
        try await context.database.write { db in
            try ReceiptStore.markDelivered(db, people, in: room, upTo: number)
        }
    }
}

extension MembershipService {
    /// Notes that the member has been sent the messages up to this one; an older number changes nothing. The others in a
    /// direct conversation hear of it, and there is nothing to note in other rooms.
    public func markDelivered(upTo number: Int64, to member: Member) async throws {
        // Most often there is nothing to write.
        guard member.room.kind == .direct, number > member.membership.deliveredNumber else { return }
        try await context.write(as: member) { db, member in
            let room = member.room
            try ReceiptStore.markDelivered(db, [member.person], in: room.id, upTo: min(number, room.lastNumber))
            context.publish(RoomEvent(room: room.id, revision: room.revision, kind: .read), after: db)
        }
    }

    /// What the member sees of how far the others have got. Nil where nobody exchanges receipts with them, and in rooms of
    /// other kinds.
    public func receipts(for member: Member) async throws -> Receipts? {
        try await context.read(as: member) { db, member in try Receipts.find(db, for: member.access) }
    }
}

extension Receipts {
    static func find(_ db: Transaction, for access: RoomAccess) throws -> Receipts? {
        guard access.room.kind == .direct, access.membership != nil else { return nil }
        return Receipts(try ReceiptStore.marks(db, in: access.room.id), for: access.person)
    }
}
