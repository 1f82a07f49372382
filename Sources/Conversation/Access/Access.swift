import Accounts
import Storage

/// The right to something in a room. Only this package makes values of these types, from what a transaction has found
/// for the person who asks, so that a function that takes one cannot be called without that right.
///
/// A right may be lost after the value was made: whoever uses one renews it in its own transaction.
protocol Access: Sendable {
    var room: Room { get }

    /// The same right as it is now.
    ///
    /// - Throws: ``AccessRefusal``.
    func renewed(_ db: Transaction) throws -> Self
}

/// A room that the person may read: as a member, or because it is open.
public struct RoomAccess: Hashable, Sendable, Access {
    public let room: Room
    public let person: User.ID
    /// Nil for somebody who looks at an open room.
    public let membership: Membership?
    public let isAdministrator: Bool

    fileprivate init(_ found: AccessStore.Found) {
        (room, person) = (found.room, found.person)
        (membership, isAdministrator) = (found.membership, found.isAdministrator)
    }

    static func find(_ db: Transaction, _ room: Room.ID, for person: User.ID) throws -> RoomAccess {
        guard let found = try AccessStore.find(db, room, for: person), found.mayRead else {
            throw AccessRefusal.notFound
        }
        return RoomAccess(found)
    }

    func renewed(_ db: Transaction) throws -> RoomAccess {
        try Self.find(db, room.id, for: person)
    }

    /// - Throws: ``AccessRefusal/notMember``.
    public func member() throws(AccessRefusal) -> Member {
        guard let membership else { throw .notMember }
        return Member(self, membership)
    }

    /// - Throws: ``AccessRefusal/notAllowed``.
    public func moderator() throws(AccessRefusal) -> RoomModerator {
        guard room.kind != .direct, isAdministrator || [.owner, .moderator].contains(membership?.role) else {
            throw .notAllowed
        }
        return RoomModerator(self)
    }

    /// Whether ``moderator()`` would succeed, for what a page offers.
    public var canModerate: Bool { (try? moderator()) != nil }

    /// Whether the person may change the room's settings and delete it.
    public var canManage: Bool { room.kind != .direct && (isAdministrator || membership?.role == .owner) }
}

/// A person who is in the room now.
public struct Member: Hashable, Sendable, Access {
    public let access: RoomAccess
    public let membership: Membership

    public var room: Room { access.room }
    public var person: User.ID { access.person }

    fileprivate init(_ access: RoomAccess, _ membership: Membership) {
        (self.access, self.membership) = (access, membership)
    }

    static func find(_ db: Transaction, _ room: Room.ID, for person: User.ID) throws -> Member {
        try RoomAccess.find(db, room, for: person).member()
    }

    func renewed(_ db: Transaction) throws -> Member {
        try Self.find(db, room.id, for: person)
    }

    /// - Throws: ``AccessRefusal/archived``.
    func requireNotArchived() throws(AccessRefusal) {
        if room.isArchived { throw .archived }
    }
}

/// A moderator or owner of the room, or an administrator who can read it.
public struct RoomModerator: Hashable, Sendable, Access {
    public let access: RoomAccess

    public var room: Room { access.room }
    public var person: User.ID { access.person }
    /// Whether they may act on moderators, too.
    public var isOwner: Bool { access.canManage }

    fileprivate init(_ access: RoomAccess) {
        self.access = access
    }

    func renewed(_ db: Transaction) throws -> RoomModerator {
        try access.renewed(db).moderator()
    }
}

/// Someone who may change a room and delete it: its owner, an administrator, or the operator. It is no right to read
/// what is said there. Direct conversations have none.
public struct RoomManager: Hashable, Sendable, Access {
    public let room: Room
    /// Nil for the operator.
    public let person: User.ID?

    fileprivate init(_ room: Room, _ person: User.ID?) {
        (self.room, self.person) = (room, person)
    }

    static func find(_ db: Transaction, _ room: Room.ID, for person: User.ID) throws -> RoomManager {
        guard let found = try AccessStore.find(db, room, for: person) else { throw AccessRefusal.notFound }
        let isDirect = found.room.kind == .direct
        if !isDirect, found.isAdministrator || found.membership?.role == .owner {
            return RoomManager(found.room, person)
        }
        throw found.mayRead ? AccessRefusal.notAllowed : .notFound
    }

    static func find(_ db: Transaction, _ room: Room.ID, for operator: Operator) throws -> RoomManager {
        guard let room = try RoomStore.find(db, room), room.kind != .direct else { throw AccessRefusal.notFound }
        return RoomManager(room, nil)
    }

    func renewed(_ db: Transaction) throws -> RoomManager {
        if let person { return try Self.find(db, room.id, for: person) }
        return try Self.find(db, room.id, for: Operator())
    }
}

/// Whoever has the machine, and with it the database: the command line.
public struct Operator: Sendable {
    public init() {}
}
