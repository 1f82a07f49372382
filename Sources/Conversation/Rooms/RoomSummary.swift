import Accounts
import Storage

/// A room as it is named beside something that was said in it: in the inbox, in search results, in a report.
public struct RoomSummary: Identifiable, Hashable, Sendable {
    public let id: Room.ID
    public let kind: Room.Kind
    /// Empty for a direct conversation, and in the inbox of somebody who may not read the room any more.
    public fileprivate(set) var name: String
    /// The others in a direct conversation that the reader is in; empty for everyone else.
    public fileprivate(set) var people: [Participant] = []
}

extension RoomSummary {
    init(_ room: Room, people: [Participant] = []) {
        (id, kind, name, self.people) = (room.id, room.kind, room.name, people)
    }

    var unnamed: RoomSummary {
        var room = self
        room.name = ""
        return room
    }

    static let columns = "room.id, room.kind, room.name"
    static let columnCount = 3

    /// Reads ``columns`` from the column at `offset`.
    init(_ row: borrowing Row, at offset: Int) {
        id = row[offset]
        kind = Room.Kind(rawValue: row[offset + 1]) ?? .closed
        name = row[offset + 2]
    }
}

extension DirectStore {
    /// The same items, with the people of direct conversations as far as `person` is in them.
    static func namingPeople<Item>(
        _ db: Transaction, in items: some Collection<Item>, _ room: WritableKeyPath<Item, RoomSummary>,
        for person: User.ID
    ) throws -> [Item] {
        let direct = Set(items.map { $0[keyPath: room] }.filter { $0.kind == .direct }.map(\.id))
        guard !direct.isEmpty else { return Array(items) }
        let people = try others(db, in: direct, than: person)
        return items.map { item in
            var item = item
            item[keyPath: room].people = people[item[keyPath: room].id] ?? []
            return item
        }
    }

    /// Nobody of a conversation that the person is not in.
    private static func others(
        _ db: Transaction, in rooms: Set<Room.ID>, than person: User.ID
    ) throws -> [Room.ID: [Participant]] {
        let list = SQLList(rooms.sorted())
        let rows = try db.rows(
            """
            SELECT own.roomId, \(Participant.columns(of: "other"))
            FROM membership AS own JOIN room ON room.id = own.roomId AND room.kind = 'direct'
            JOIN membership AS others ON others.roomId = own.roomId AND others.userId <> own.userId
            JOIN user AS other ON other.id = others.userId
            WHERE own.userId = ? AND own.leftAt IS NULL AND own.roomId IN (\(list.places)) ORDER BY other.id
            """, [person] + list.arguments
        ) { (room: $0[0] as Room.ID, person: Participant($0, at: 1)) }
        return Dictionary(grouping: rows, by: \.room).mapValues { $0.compactMap(\.person) }
    }
}
