import Accounts
import Foundation
import Storage

/// What is said in rooms.
///
/// Every function throws ``AccessRefusal`` when a right no longer holds, and what the database throws.
public struct MessageService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// One of the two people in a direct conversation has blocked the other.
        case blocked
        /// A file is not there, is somebody else's, or belongs to a message already.
        case noSuchAttachment
        /// The message that is answered is not in the room (any more).
        case noSuchReply
        /// The key was used for a message in another room.
        case usedKey
        case tooManyAttachments
        case tooManyMentions
        /// The room has as many pinned messages as one may have.
        case tooManyPins
        /// The message has as many different emoji as one may have.
        case tooManyEmoji
        /// The message was edited as often as one may be.
        case tooManyEdits
        case isDeleted
    }

    let context: ConversationContext

    /// A page of a room that the person may read, and the person's rooms, found in one transaction.
    public func pageBesideRooms(
        _ place: MessagePlace, in room: Room.ID, by person: User.ID
    ) async throws -> (page: MessagePage, rooms: [JoinedRoom]) {
        try await context.database.read { db in
            let page = try Self.page(db, place, RoomAccess.find(db, room, for: person))
            return (page, try JoinedRoomStore.all(db, of: person))
        }
    }

    /// A page of a room that the person may read, found in one transaction.
    public func page(_ place: MessagePlace, in room: Room.ID, by person: User.ID) async throws -> MessagePage {
        try await context.database.read { db in
            try Self.page(db, place, RoomAccess.find(db, room, for: person))
        }
    }

    public func page(_ place: MessagePlace, in access: RoomAccess) async throws -> MessagePage {
        try await context.read(as: access) { db, access in try Self.page(db, place, access) }
    }

    private static func page(_ db: Transaction, _ place: MessagePlace, _ access: RoomAccess) throws -> MessagePage {
        let (numbers, target) = try place.resolved(db, access)
        let (messages, reactions) = try MessageStore.range(db, in: access.room.id, numbers, for: access.person)
        let own = OwnMarks(reactions: reactions, blocked: try BlockStore.all(db, by: access.person))
        return MessagePage(
            access: access, messages: messages, own: own, target: target,
            receipts: try Receipts.find(db, for: access))
    }

    /// - Throws: ``AccessRefusal/notFound`` for a number that is not kept.
    public func message(_ number: Int64, in access: RoomAccess) async throws -> MessageDetail {
        try await context.read(as: access) { db, access in
            guard let (message, reactions) = try MessageStore.find(db, in: access.room.id, number, for: access.person)
            else { throw AccessRefusal.notFound }
            let own = OwnMarks(reactions: reactions, blocked: try BlockStore.all(db, by: access.person))
            return MessageDetail(access: access, message: message, own: own)
        }
    }

    /// The newest message; nil where there is none.
    public func last(in access: RoomAccess) async throws -> Message? {
        try await context.read(as: access) { db, access in
            try MessageStore.find(db, in: access.room.id, access.room.lastNumber)?.message
        }
    }

    /// The newest message that the member has written and not deleted, if it is among the newest of the room.
    public func lastOwn(of member: Member) async throws -> Int64? {
        try await context.read(as: member) { db, member in
            try MessageStore.last(db, in: member.room, by: member.person)
        }
    }

    /// How many changed messages are read at once.
    static let changeLimit = 200

    /// What a listener who has seen everything up to this revision lacks. The same for everyone who reads the room.
    public func changes(since revision: Int64, in access: RoomAccess) async throws -> MessageChanges {
        try await context.read(as: access) { db, access in
            let messages = try MessageStore.changed(
                db, in: access.room.id, since: revision, limit: Self.changeLimit + 1)
            let isMore = messages.count > Self.changeLimit
            let shown = Array(messages.prefix(Self.changeLimit))
            return MessageChanges(
                messages: shown, revision: isMore ? shown.last?.revision ?? revision : access.room.revision,
                isMore: isMore)
        }
    }

    /// Those that were pinned last, first.
    public func pins(in access: RoomAccess) async throws -> [Message] {
        try await context.read(as: access) { db, access in
            try MessageStore.pinned(db, in: access.room.id, limit: context.limits.pinsPerRoom)
        }
    }

    /// Former texts of a message, the oldest first.
    public func versions(of number: Int64, by moderator: RoomModerator) async throws -> [MessageVersion] {
        try await context.read(as: moderator) { db, moderator in
            try MessageStore.versions(db, in: moderator.room.id, number)
        }
    }
}

extension MessagePlace {
    /// The numbers of a full page there, and the message that was asked for.
    func resolved(
        _ db: Transaction, _ access: RoomAccess
    ) throws -> (numbers: ClosedRange<Int64>, target: Int64?) {
        let room = access.room
        switch self {
        case .newest: return (Self.page(from: room.lastNumber - MessagePage.size + 1, in: room), nil)
        case .before(let number):
            // Shorter at the beginning, so that nothing is shown twice.
            let last = min(max(number.subtractingSafely(1), room.firstNumber), room.lastNumber)
            return (max(room.firstNumber, last - MessagePage.size + 1)...max(last, room.firstNumber), nil)
        case .after(let number):
            let first = min(max(number.addingSafely(1), room.firstNumber), max(room.lastNumber, room.firstNumber))
            return (first...(first + MessagePage.size - 1), nil)
        case .around(let number): return (Self.page(around: number, in: room), number)
        case .date(let date):
            let number = try MessageStore.firstNumber(db, in: room, at: date)
            let isThere = number <= room.lastNumber
            return (Self.page(from: min(number, room.lastNumber), in: room), isThere ? number : nil)
        case .firstUnread:
            guard let number = access.membership?.firstUnread(in: room) else {
                return try MessagePlace.newest.resolved(db, access)
            }
            return (Self.page(around: number, in: room), nil)
        }
    }

    private static func page(around number: Int64, in room: Room) -> ClosedRange<Int64> {
        page(from: number.subtractingSafely(MessagePage.size / 2), in: room)
    }

    /// A page that begins there, or earlier if it would not be full.
    private static func page(from first: Int64, in room: Room) -> ClosedRange<Int64> {
        let latest = room.lastNumber - MessagePage.size + 1
        let first = max(room.firstNumber, min(first, latest))
        return first...(first + MessagePage.size - 1)
    }
}

extension Int64 {
    /// Numbers come from addresses, where anything may stand.
    fileprivate func subtractingSafely(_ other: Int64) -> Int64 {
        let (result, overflow) = subtractingReportingOverflow(other)
        return overflow ? .min : result
    }

    fileprivate func addingSafely(_ other: Int64) -> Int64 {
        let (result, overflow) = addingReportingOverflow(other)
        return overflow ? .max : result
    }
}
