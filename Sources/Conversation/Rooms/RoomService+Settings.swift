import Accounts
import Foundation
import Storage

/// What owners, administrators and the operator do with a room.
extension RoomService {
    /// Changes what is given, all of it or nothing.
    ///
    /// - Throws: ``Refusal/nameTaken``.
    public func update(_ settings: RoomSettings, by manager: RoomManager) async throws {
        guard !settings.isEmpty else { return }
        try await change(manager) { db, manager, now in
            let room = manager.room
            let isArchived = settings.isArchived ?? room.isArchived
            let name = settings.name?.text ?? room.name
            // Rooms that are called the same already may keep their names.
            if name != room.name || room.isArchived && !isArchived {
                try Self.requireFree(db, name, for: room.kind, of: room.id)
            }
            try RoomStore.update(db, room.id, name: settings.name, description: settings.description)
            if let retention = settings.retention {
                try RoomStore.setRetention(db, room.id, retention)
                try audit(db, .retentionChanged, manager, detail: retention.stored.map(String.init) ?? "", at: now)
            }
            guard isArchived != room.isArchived else { return }
            try RoomStore.setArchived(db, room.id, since: isArchived ? now : nil)
            try audit(db, isArchived ? .roomArchived : .roomReopened, manager, at: now)
        }
    }

    /// From now on nothing can be posted. Calling it again has no effect.
    public func archive(by manager: RoomManager) async throws {
        try await update(RoomSettings(isArchived: true), by: manager)
    }

    /// Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/nameTaken``.
    public func reopen(by manager: RoomManager) async throws {
        try await update(RoomSettings(isArchived: false), by: manager)
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
        for hook in try IncomingWebhookStore.all(db, in: room) { try IncomingWebhookStore.delete(db, hook, at: now) }
        for hook in try OutgoingWebhookStore.all(db, in: room) { try OutgoingWebhookStore.delete(db, hook.id) }
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

/// What is to change about a room; nil for what stays.
public struct RoomSettings: Sendable {
    public var name: RoomName?
    public var description: RoomDescription?
    public var retention: Room.Retention?
    /// In an archived room nothing can be posted.
    public var isArchived: Bool?

    var isEmpty: Bool { name == nil && description == nil && retention == nil && isArchived == nil }

    public init(
        name: RoomName? = nil, description: RoomDescription? = nil, retention: Room.Retention? = nil,
        isArchived: Bool? = nil
    ) {
        (self.name, self.description, self.retention, self.isArchived) = (name, description, retention, isArchived)
    }
}

/// How much is in a room.
public struct RoomContents: Hashable, Sendable {
    public let messages: Int64
    public let members: Int
    public let files: Int
    public let bytes: Int
}
