import Accounts
import Foundation
import Storage

/// Takes old messages out of the site into archives, and puts them back. For the operator.
public struct ArchiveService: Sendable {
    /// Messages that are read or written at once.
    public static let pageSize = 500
    /// Messages that are put back in one transaction, for which people who post wait.
    private static let pieceSize = 100

    let context: ConversationContext

    /// What there is to archive, at one moment: rooms that have messages, in order of their numbers.
    ///
    /// - Parameters:
    ///   - room: nil for all rooms, also direct conversations.
    ///   - time: messages from then on stay; nil for all messages.
    public func source(
        of room: Room.ID? = nil, before time: Date? = nil, by operator: Operator
    ) async throws -> ArchiveSource {
        let snapshot = try await context.database.snapshot()
        var (archived, last) = ([ArchivedRoom](), Room.ID(0))
        while let found = try await snapshot.read({ [last] db in
            if let room { return try RoomStore.find(db, room) }
            return try RetentionStore.room(db, after: last)
        }) {
            last = found.id
            let part = try await snapshot.read { try ArchiveStore.room($0, found, before: time) }
            if let part { archived.append(part) }
            if room != nil { break }
        }
        return ArchiveSource(rooms: archived, snapshot: snapshot)
    }

    /// Deletes the messages that an archive has, in pieces.
    ///
    /// - Throws: ``ArchiveRefusal/changed(_:)``, ``ArchiveRefusal/reported(_:)``, with nothing or a part deleted.
    public func remove(_ room: ArchivedRoom, by operator: Operator) async throws {
        let end = room.lastNumber + 1
        // Before anything is deleted; and again with each piece, as people go on.
        try await context.database.read { try ArchiveStore.requireRemovable($0, room, room.firstNumber..<end) }
        try await RetentionService(context: context).inPieces(from: room.firstNumber) { db, first, size in
            let next = min(end, first + Int64(size))
            try ArchiveStore.requireRemovable(db, room, first..<next)
            try RetentionStore.delete(db, in: room.id, first..<next)
            let revision = try RoomStore.nextRevision(db, of: room.id)
            context.publish(RoomEvent(room: room.id, revision: revision, kind: .removed), after: db)
            return next < end ? next : nil
        }
    }

    /// Finds the room that messages of an archive go back to. Where it has been deleted, a closed and archived room is made in
    /// its place, without members: the operator adds them.
    ///
    /// - Throws: ``ArchiveRefusal/gap(_:from:)``, ``ArchiveRefusal/notAnArchive``.
    public func place(for archived: ArchivedRoom, by operator: Operator) async throws -> Room {
        let now = context.now()
        let (name, description) = try archived.checked()
        return try await context.database.write { db in
            let found = try ArchiveStore.find(db, archived, name)
            let id = try found?.id ?? ArchiveStore.insert(db, archived, name, description, at: now)
            guard let room = try RoomStore.find(db, id) else { throw AccessRefusal.notFound }
            guard archived.lastNumber <= room.lastNumber, archived.lastNumber + 1 >= room.firstNumber else {
                throw ArchiveRefusal.gap(room.id, from: archived.lastNumber + 1)
            }
            return room
        }
    }

    /// Puts messages back that are not there. They are shown once ``finish(_:in:)`` was called; until then, everything
    /// can be done again.
    ///
    /// - Throws: ``ArchiveRefusal/notAnArchive``.
    public func insert(_ messages: [ArchivedMessage], in room: Room) async throws {
        for message in messages { try message.check() }
        for start in stride(from: 0, to: messages.count, by: Self.pieceSize) {
            try await context.database.write { db in
                for message in messages.dropFirst(start).prefix(Self.pieceSize) where message.number < room.firstNumber
                {
                    try ArchiveStore.insert(db, message, in: room.id)
                }
            }
        }
    }

    /// Makes a row for a file of a message that was put back, unless it has one.
    ///
    /// - Returns: the row's id, for whose file there may be no bytes yet; nil where the message does not take the file
    ///   back, as it was deleted or was never away.
    public func insert(
        _ file: NewAttachment, of message: ArchivedMessage, in room: Room
    ) async throws -> Attachment.ID? {
        try await context.database.write { try ArchiveStore.insert($0, file, of: message, in: room) }
    }

    /// Shows the messages that were put back.
    public func finish(_ archived: ArchivedRoom, in room: Room) async throws {
        try await context.database.write { db in
            try ArchiveStore.show(db, from: archived.firstNumber, in: room.id)
            let revision = try RoomStore.nextRevision(db, of: room.id)
            context.publish(RoomEvent(room: room.id, revision: revision, kind: .settings), after: db)
        }
    }
}

/// What an archive is made of, as it is at one moment. The database's log grows until this is released.
public struct ArchiveSource: Sendable {
    public let rooms: [ArchivedRoom]
    let snapshot: Snapshot

    /// Messages of the room from this number on, as many as are read at once.
    public func messages(of room: ArchivedRoom, from number: Int64) async throws -> [ArchivedMessage] {
        let last = min(room.lastNumber, number + Int64(ArchiveService.pageSize) - 1)
        guard number <= last else { return [] }
        return try await snapshot.read { try ArchiveStore.messages($0, of: room.id, number...last) }
    }
}

extension ArchivedRoom {
    private static let nameOfNothing = "Archive"

    /// - Throws: ``ArchiveRefusal/notAnArchive``.
    public func checked() throws(ArchiveRefusal) -> (RoomName, RoomDescription) {
        let shown = name.isEmpty ? people.joined(separator: ", ") : name
        guard id > 0, firstNumber > 0, firstNumber <= lastNumber, lastNumber < RoomStore.numberLimit,
            (0...Date.latest.timeIntervalSince1970).contains(createdAt.timeIntervalSince1970),
            let name = try? RoomName(shown.isEmpty ? Self.nameOfNothing : String(shown.prefix(RoomName.limit))),
            let description = try? RoomDescription(description)
        else { throw .notAnArchive }
        return (name, description)
    }
}

extension ArchivedMessage {
    /// More than a message has ever been able to have.
    private static let fileLimit = 100

    /// - Throws: ``ArchiveRefusal/notAnArchive``.
    public func check() throws(ArchiveRefusal) {
        let texts = [text] + formerTexts.map(\.text)
        let dates =
            [createdAt, editedAt, deletedAt, pinnedAt].compactMap(\.self) + formerTexts.map(\.writtenAt)
            + reactions.map(\.at)
        guard texts.allSatisfy({ $0.utf8.count <= MessageBody.byteLimit }), number > 0,
            files.count <= Self.fileLimit, files.allSatisfy({ $0.sha256.count == 32 && $0.id ?? 1 > 0 }),
            dates.allSatisfy({ (0...Date.latest.timeIntervalSince1970).contains($0.timeIntervalSince1970) })
        else { throw .notAnArchive }
    }
}
