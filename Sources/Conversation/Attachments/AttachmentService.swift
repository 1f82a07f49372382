import Accounts
import Foundation
import Storage

/// The files that messages have: who may store and read them. Their bytes lie elsewhere.
///
/// A row comes before its file and goes after it. A file without a message is given up after an hour, as a crash or a
/// closed browser leaves it.
public struct AttachmentService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// The person has stored as much as they may.
        case personFull(StorageUse)
        /// All people together have.
        case siteFull
        /// Too many files of the person wait for their messages.
        case tooManyWaiting
    }

    /// How long a file waits for its message, in seconds.
    static let waitingTime: TimeInterval = 60 * 60

    let context: ConversationContext

    // MARK: Sending

    /// Sets space aside for files that are about to be read. Where the person or the site has less left, there is some for
    /// one file all the same: a picture is smaller once it is stored.
    ///
    /// - Parameters:
    ///   - bytes: how many the files have at most.
    ///   - fileLimit: how many one file may have.
    /// - Throws: ``AccessRefusal/archived``, ``TooFast``, ``Refusal``, ``MessageService/Refusal/blocked``.
    public func reserve(_ bytes: Int, fileLimit: Int, for member: Member) async throws -> UploadReservation {
        let left = try await requireSpace(for: 1, of: member)
        let reservation = context.uploads.reserve(
            bytes, for: member.person, own: max(left.own, fileLimit), all: max(left.all, fileLimit))
        guard reservation.bytes > 0 else { throw Refusal.tooManyWaiting }
        return reservation
    }

    /// Whether the member may post now, and store this many bytes.
    ///
    /// - Returns: how many they and all people together can store.
    /// - Throws: ``AccessRefusal/archived``, ``TooFast``, ``Refusal``, ``MessageService/Refusal/blocked``.
    @discardableResult
    public func requireSpace(for bytes: Int, of member: Member) async throws -> (own: Int, all: Int) {
        let messages = MessageService(context: context)
        try context.requireOpen(messages.rate(of: member, .message))
        return try await context.read(as: member) { [limits = context.limits] db, member in
            try messages.requirePosting(db, by: member)
            let own = try AttachmentStore.use(db, of: member.person, limit: limits.bytesPerPerson)
            let all = try AttachmentStore.use(db, limit: limits.bytesOfFiles)
            guard own.left >= bytes else { throw Refusal.personFull(own) }
            guard all.left >= bytes else { throw Refusal.siteFull }
            return (own.left, all.left)
        }
    }

    /// Makes rows for files, all or none, which then wait for a message of the same person in the room.
    ///
    /// - Throws: ``Refusal``.
    public func insert(_ files: [NewAttachment], by member: Member) async throws -> [Attachment.ID] {
        let now = context.now()
        return try await context.write(as: member) { [limits = context.limits] db, member in
            let bytes = files.reduce(0) { $0 + $1.bytes }
            let own = try AttachmentStore.use(db, of: member.person, limit: limits.bytesPerPerson)
            guard bytes <= own.left else { throw Refusal.personFull(own) }
            guard try bytes <= AttachmentStore.use(db, limit: limits.bytesOfFiles).left else { throw Refusal.siteFull }
            guard try AttachmentStore.waitingCount(db, of: member.person) + files.count <= limits.waitingFilesPerPerson
            else { throw Refusal.tooManyWaiting }
            return try files.map { try AttachmentStore.insert(db, $0, by: member, at: now) }
        }
    }

    /// Those of the files that wait for a message of the member in the room.
    public func waiting(_ ids: [Attachment.ID], of member: Member) async throws -> [Attachment] {
        try await context.read(as: member) { db, member in
            try ids.compactMap { try AttachmentStore.waiting(db, $0, of: member.person, in: member.room.id) }
        }
    }

    /// Gives up files that wait for a message which does not come.
    public func release(_ ids: [Attachment.ID], of member: Member) async throws {
        guard !ids.isEmpty else { return }
        try await context.database.write { db in
            for id in ids { try AttachmentStore.release(db, id, of: member.person) }
        }
    }

    // MARK: Reading

    /// A file of a room that the person is in, or one of their own: their export leads to these, also when they have left.
    ///
    /// - Throws: ``AccessRefusal/notFound``.
    public func find(_ id: Attachment.ID, for person: User.ID) async throws -> Attachment {
        try await context.database.read { db in
            guard let (file, uploader) = try AttachmentStore.find(db, id),
                uploader == person || file.number != nil && (try? Member.find(db, file.room, for: person)) != nil
            else { throw AccessRefusal.notFound }
            return file.attachment
        }
    }

    /// A page has this many files at most.
    public static let pageSize = 50

    /// Files of the room, those of the newest messages first.
    ///
    /// - Parameter last: the number of the last message of the page before and its last file; nil for the first page.
    public func files(
        of member: Member, before last: (number: Int64, id: Attachment.ID)? = nil
    ) async throws -> [RoomFile] {
        try await context.read(as: member) { db, member in
            try AttachmentStore.page(db, in: member.room.id, before: last, limit: Self.pageSize)
        }
    }

    /// A person's own files, the newest first, and what they take.
    public func files(
        of person: User.ID, before last: Attachment.ID = .max
    ) async throws -> (files: [OwnFile], use: StorageUse) {
        try await context.database.read { [limits = context.limits] db in
            (
                try AttachmentStore.files(db, of: person, before: last, limit: Self.pageSize),
                try AttachmentStore.use(db, of: person, limit: limits.bytesPerPerson)
            )
        }
    }

    /// What the files of all people take, for administrators and metrics.
    public func use() async throws -> StorageUse {
        try await context.database.read { [limits = context.limits] db in
            try AttachmentStore.use(db, limit: limits.bytesOfFiles)
        }
    }

    // MARK: Upkeep

    /// Gives up files whose message has not come in time.
    public func releaseStale() async throws {
        let time = context.now() - Self.waitingTime
        try await context.database.write { try AttachmentStore.releaseStale($0, before: time) }
    }

    /// Files that belong to nothing any more, at most as many as one page has.
    public func released() async throws -> [Attachment] {
        try await context.database.read { try AttachmentStore.released($0, limit: Self.pageSize) }
    }

    /// Deletes the rows of released files, once their bytes are gone.
    public func forget(_ ids: [Attachment.ID]) async throws {
        try await context.database.write { db in
            for id in ids { try AttachmentStore.deleteReleased(db, id) }
        }
    }
}
