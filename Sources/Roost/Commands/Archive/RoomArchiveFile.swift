import Conversation
import Foundation
import Media
import PathKit
import WorkQueue

/// Writes an archive of messages. The disk is written by a thread of its own.
struct RoomArchiveFile: Sendable {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) already exists. An archive is always a new file." }
    }

    private let path: String
    private let source: ArchiveSource
    private let disk = WorkQueue(label: "roost.archive", width: 1, depth: 1)

    /// - Parameter path: a new file that only this user can read.
    static func write(_ source: ArchiveSource, to path: String, until signal: Interruptible.Signal) async throws {
        guard !Path(path).exists, !Path(path).isSymlink else { throw Exists(path: path) }
        try await RoomArchiveFile(path: path, source: source).write(until: signal)
    }

    private init(path: String, source: ArchiveSource) {
        (self.path, self.source) = (path, source)
    }

    private func write(until signal: Interruptible.Signal) async throws {
        let file = try Unfinished.file(path + ".partial")
        let archive = Writer(file)
        let manifest = try JSONEncoder.archive.encode(RoomArchiveManifest(rooms: source.rooms.map(\.id)))
        try await disk.run { try archive.add(.manifest, manifest) }
        for room in source.rooms { try await add(room, to: archive, until: signal) }
        try await disk.run { [path] in
            try archive.finish()
            try file.keep(at: path)
            try OpenFile.flushFolder(Path(path).absolute().parent().string)
        }
    }

    /// A tar archive has the size of a file before its bytes, so messages go into a file of their own first.
    private func add(_ room: ArchivedRoom, to archive: Writer, until signal: Interruptible.Signal) async throws {
        let lines = try Unfinished.file(path + ".partial-messages")
        var next = room.firstNumber
        while next <= room.lastNumber {
            try signal.check()
            let messages = try await source.messages(of: room, from: next)
            guard messages.first?.number == next, let last = messages.last else {
                throw ArchiveProblem.changed("room \(room.id)")
            }
            let bytes = try messages.reduce(into: Data()) { $0 += try JSONEncoder.archive.encode($1) + [0x0A] }
            try await disk.run { try lines.append(bytes) }
            next = last.number + 1
        }
        let head = try JSONEncoder.archive.encode(room)
        try await disk.run {
            try archive.add(.room(room.id), head)
            try lines.close()
            try archive.add(.messages(room.id), from: OpenFile.reading(lines.path)) { _ in try signal.check() }
            lines.discard()
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

        func finish() throws { try tar.finish() }
    }
}

extension JSONEncoder {
    static var archive: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
