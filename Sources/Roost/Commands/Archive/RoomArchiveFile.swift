import Conversation
import Foundation
import Media
import PathKit
import Storage
import Support
import WorkQueue

/// Writes an archive of messages. The disk is written by a thread of its own.
struct RoomArchiveFile: Sendable {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) already exists. An archive is always a new file." }
    }

    private let path: String
    private let source: ArchiveSource
    private let uploads: StoredUploads
    private let disk = WorkQueue(label: "roost.archive", width: 1, depth: 1)

    /// - Parameters:
    ///   - path: a new file that only this user can read.
    ///   - uploads: where the files of messages are.
    /// - Returns: files of messages that are missing or damaged, and not in the archive.
    static func write(
        _ source: ArchiveSource, from uploads: StoredUploads, to path: String, until signal: Interruptible.Signal
    ) async throws -> LostUploads {
        guard !Path(path).exists, !Path(path).isSymlink else { throw Exists(path: path) }
        return try await RoomArchiveFile(path: path, source: source, uploads: uploads).write(until: signal)
    }

    private init(path: String, source: ArchiveSource, uploads: StoredUploads) {
        (self.path, self.source, self.uploads) = (path, source, uploads)
    }

    private func write(until signal: Interruptible.Signal) async throws -> LostUploads {
        let file = try Unfinished.file(path + ".partial")
        let archive = Writer(file)
        let manifest = try JSONEncoder.stable.encode(RoomArchiveManifest(rooms: source.rooms.map(\.id)))
        try await disk.run { try archive.add(.manifest, manifest) }
        var lost = LostUploads()
        for room in source.rooms { try await add(room, to: archive, &lost, until: signal) }
        try await disk.run { [path] in
            try archive.finish()
            try file.keep(at: path)
            try OpenFile.flushFolder(Path(path).absolute().parent().string)
        }
        return lost
    }

    /// A tar archive has the size of a file before its bytes, so messages go into a file of their own first.
    private func add(
        _ room: ArchivedRoom, to archive: Writer, _ lost: inout LostUploads, until signal: Interruptible.Signal
    ) async throws {
        let lines = try Unfinished.file(path + ".partial-messages")
        var next = room.firstNumber
        while next <= room.lastNumber {
            try signal.check()
            var messages = try await source.messages(of: room, from: next)
            guard messages.first?.number == next, let last = messages.last else {
                throw ArchiveProblem.changed("room \(room.id)")
            }
            for index in messages.indices where !messages[index].files.isEmpty {
                try await addFiles(of: &messages[index], in: room.id, to: archive, &lost, until: signal)
            }
            let encoder = JSONEncoder.stable
            let bytes = try messages.reduce(into: Data()) { $0 += try encoder.encode($1) + [0x0A] }
            try await disk.run { try lines.append(bytes) }
            next = last.number + 1
        }
        let head = try JSONEncoder.stable.encode(room)
        try await disk.run {
            try archive.add(.room(room.id), head)
            try lines.close()
            try archive.add(.messages(room.id), from: OpenFile.reading(lines.path)) { _ in try signal.check() }
            lines.discard()
        }
    }

    /// Files that cannot be added lose their ids.
    private func addFiles(
        of message: inout ArchivedMessage, in room: Room.ID, to archive: Writer, _ lost: inout LostUploads,
        until signal: Interruptible.Signal
    ) async throws {
        for index in message.files.indices {
            guard let upload = message.files[index].upload else { continue }
            let state = try await disk.run { [uploads] in
                let state = try uploads.state(of: upload, check: signal.check)
                if case .whole(let files) = state {
                    for file in files { try archive.add(file, in: room, until: signal) }
                }
                return state
            }
            switch state {
            case .whole: continue
            case .missing: lost.missing.append(upload)
            case .damaged: lost.damaged.append(upload)
            }
            message.files[index].id = nil
        }
    }

    /// A tar writer that one thread uses at a time, as each step waits for the one before.
    // Sound because every use is on `disk`, whose width is 1.
    private final class Writer: @unchecked Sendable {
        private let tar: TarWriter<RoomArchiveEntry>

        init(_ file: IncomingFile) { tar = TarWriter(file, time: Date()) }

        func add(_ entry: RoomArchiveEntry, _ bytes: Data) throws { try tar.add(entry, bytes) }

        func add(_ entry: RoomArchiveEntry, from file: OpenFile, progress: (Double) throws -> Void) throws {
            try tar.add(entry, from: file, progress: progress)
        }

        func add(
            _ file: (entry: ArchiveEntry, content: StoredUploads.Content), in room: Room.ID,
            until signal: Interruptible.Signal
        ) throws {
            guard case (.attachment(let name), .file(let content)) = file else { return }
            try tar.add(.file(room, name), from: content) { _ in try signal.check() }
        }

        func finish() throws { try tar.finish() }
    }
}

extension ArchivedMessage.File {
    /// Nil if it has no file in the archive.
    var upload: Upload? {
        id.map { .file(StoredAttachment(id: $0, sha256: sha256, bytes: bytes, hasThumbnail: hasThumbnail)) }
    }

    /// Its files in an archive, the whole one first.
    func entries(in room: Room.ID) -> [RoomArchiveEntry] {
        upload?.entries.compactMap { entry in
            guard case .attachment(let file) = entry else { return nil }
            return .file(room, file)
        } ?? []
    }
}
