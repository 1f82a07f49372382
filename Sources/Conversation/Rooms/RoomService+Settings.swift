import Accounts
import Foundation
import Storage

/// What owners, administrators and the operator do with a room.
extension RoomService {
    /// - Throws: ``Refusal/nameTaken``.
    public func update(name: RoomName, description: RoomDescription, by manager: RoomManager) async throws {
        try await change(manager) { db, manager, _ in
            // Rooms that are called the same already may keep their names.
            if name.text != manager.room.name {
                try Self.requireFree(db, name.text, for: manager.room.kind, of: manager.room.id)
            }
            try RoomStore.update(db, manager.room.id, name: name, description: description)
        }
    }

    public func setRetention(_ retention: Room.Retention, by manager: RoomManager) async throws {
        try await change(manager) { db, manager, now in
            try RoomStore.setRetention(db, manager.room.id, retention)
            try audit(db, .retentionChanged, manager, detail: retention.stored.map(String.init) ?? "", at: now)
        }
    }

    /// From now on nothing can be posted. Calling it again has no effect.
    public func archive(by manager: RoomManager) async throws {
        try await change(manager) { db, manager, now in
            guard !manager.room.isArchived else { return }
            try RoomStore.setArchived(db, manager.room.id, since: now)
            try audit(db, .roomArchived, manager, at: now)
        }
    }

    /// Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/nameTaken``.
    public func reopen(by manager: RoomManager) async throws {
        try await change(manager) { db, manager, now in
            let room = manager.room
            guard room.isArchived else { return }
            try Self.requireFree(db, room.name, for: room.kind, of: room.id)
            try RoomStore.setArchived(db, manager.room.id, since: nil)
            try audit(db, .roomReopened, manager, at: now)
        }
    }

    /// What would be lost with the room.
    public func contents(for manager: RoomManager) async throws -> RoomContents {
        try await context.read(as: manager) { db, manager in
            let (files, bytes) = try AttachmentStore.sum(db, in: manager.room.id)
            let room = manager.room
            return RoomContents(
                messages: room.lastNumber - room.firstNumber + 1, members: room.memberCount, files: files, bytes: bytes)
        }
    }

    /// Deletes the room with all that was said in it. It is gone for everyone at once; its messages are deleted in
    /// pieces before this returns, and by ``RetentionService/deleteRooms()`` should that be interrupted.
    ///
    /// - Throws: ``Refusal/includesEveryone``.
    public func delete(by manager: RoomManager) async throws {
        try await change(manager, .removed) { db, manager, now in
            guard !manager.room.includesEveryone else { throw Refusal.includesEveryone }
            try Self.markDeleted(db, manager.room.id, at: now)
            try audit(db, .roomDeleted, manager, detail: manager.room.name, at: now)
        }
        try await RetentionService(context: context).deleteRooms()
    }

    /// The room is gone for everyone, and its webhooks with it. Its messages are deleted later.
    static func markDeleted(_ db: Transaction, _ room: Room.ID, at now: Date) throws {
        for hook in try IncomingHookStore.all(db, in: room) { try IncomingHookStore.delete(db, hook, at: now) }
        for hook in try OutgoingHookStore.all(db, in: room) { try OutgoingHookStore.delete(db, hook.id) }
        try RoomStore.markDeleted(db, room, at: now)
    }

    private func change(
        _ manager: RoomManager, _ kind: RoomEvent.Kind = .settings,
        _ body: @escaping @Sendable (Transaction, RoomManager, Date) throws -> Void
    ) async throws {
        let now = context.now()
        try await context.write(as: manager) { db, manager in
            try body(db, manager, now)
            let revision = try RoomStore.nextRevision(db, of: manager.room.id)
            context.publish(RoomEvent(room: manager.room.id, revision: revision, kind: kind), after: db)
        }
    }

    private func audit(
        _ db: Transaction, _ action: AuditEntry.Action, _ manager: RoomManager, detail: String = "", at now: Date
    ) throws {
        try AuditStore.insert(db, action, by: manager.person, room: manager.room.id, detail: detail, at: now)
    }
}

/// How much is in a room.
public struct RoomContents: Hashable, Sendable {
    public let messages: Int64
    public let members: Int
    public let files: Int
    public let bytes: Int
}
