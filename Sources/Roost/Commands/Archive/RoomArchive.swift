import Conversation
import Crypto
import Foundation

/// An archive of messages that is read. It may come from anywhere.
struct RoomArchive: Sendable {
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// Bytes that a line may have: a message with all its former texts.
    fileprivate static let lineLimit = 8 << 20
    private let archive: TarReader<RoomArchiveEntry>
    let rooms: [ArchivedRoom]

    /// - Throws: ``Unreadable``, `ArchiveProblem`, `FileError`.
    init(_ path: String) throws {
        let archive = try TarReader<RoomArchiveEntry>(path)
        let manifest: RoomArchiveManifest = try Self.decode(.manifest, of: archive)
        guard manifest.format == RoomArchiveManifest.format else { throw Self.invalid("archive.json") }
        guard manifest.version <= RoomArchiveManifest.currentVersion else {
            throw Unreadable(description: "This archive was made by a newer version of Roost.")
        }
        rooms = try manifest.rooms.map { id in
            let room: ArchivedRoom = try Self.decode(.room(id), of: archive)
            guard room.id == id else { throw Self.invalid(RoomArchiveEntry.room(id).name) }
            guard (try? room.checked()) != nil else { throw Self.invalid(RoomArchiveEntry.room(id).name) }
            return room
        }
        guard Set(manifest.rooms).count == rooms.count else { throw Self.invalid("archive.json") }
        self.archive = archive
    }

    /// Reads everything, to know that it is complete and unaltered.
    func check(until signal: Interruptible.Signal) throws {
        for room in rooms {
            var reader = MessageReader(room)
            try archive.read(.messages(room.id)) { bytes in
                try signal.check()
                let messages = try reader.messages(adding: bytes)
                for file in messages.flatMap(\.files) { try check(file, of: room.id, until: signal) }
            }
            try reader.requireEnd()
        }
    }

    private func check(
        _ file: ArchivedMessage.File, of room: Room.ID, until signal: Interruptible.Signal
    ) throws {
        for entry in file.entries(in: room) {
            var hash = SHA256()
            try archive.read(entry) { bytes in
                try signal.check()
                hash.update(data: bytes)
            }
            guard case .file(_, let name) = entry, name.part == .whole else { continue }
            guard archive.size(of: entry) == file.bytes, Data(hash.finalize()) == file.sha256 else {
                throw ArchiveProblem.altered(entry.name)
            }
        }
    }

    /// Hands the bytes of a file of a message to `take`, piece by piece.
    func read(_ entry: RoomArchiveEntry, _ take: (Data) throws -> Void) throws {
        try archive.read(entry, take)
    }

    /// Bytes of a room's messages, some at a time; nil at the end. Only ``check(until:)`` knows whether they are whole.
    func piece(of room: ArchivedRoom, at offset: Int) throws -> Data? {
        try archive.piece(of: .messages(room.id), at: offset)
    }

    /// Makes messages of bytes that come in pieces.
    struct MessageReader {
        private let room: ArchivedRoom
        private var rest = Data()
        private var next: Int64

        init(_ room: ArchivedRoom) {
            self.room = room
            next = room.firstNumber
        }

        private var name: String { RoomArchiveEntry.messages(room.id).name }

        mutating func messages(adding bytes: Data) throws -> [ArchivedMessage] {
            var (lines, messages) = ((rest + bytes)[...], [ArchivedMessage]())
            while let end = lines.firstIndex(of: 0x0A) {
                let message: ArchivedMessage = try RoomArchive.decode(lines[..<end], name)
                guard (try? message.check()) != nil, message.number == next, next <= room.lastNumber else {
                    throw RoomArchive.invalid(name)
                }
                next += 1
                messages.append(message)
                lines = lines[lines.index(after: end)...]
            }
            guard lines.count <= RoomArchive.lineLimit else { throw RoomArchive.invalid(name) }
            rest = Data(lines)
            return messages
        }

        /// - Throws: ``Unreadable`` when there is too little.
        func requireEnd() throws {
            guard rest.isEmpty, next == room.lastNumber + 1 else { throw RoomArchive.invalid(name) }
        }
    }

    private static func decode<Value: Decodable>(
        _ entry: RoomArchiveEntry, of archive: TarReader<RoomArchiveEntry>
    ) throws -> Value {
        var data = Data()
        try archive.read(entry) { data += $0 }
        return try decode(data, entry.name)
    }

    fileprivate static func decode<Value: Decodable>(_ data: Data, _ name: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do { return try decoder.decode(Value.self, from: data) } catch { throw invalid(name) }
    }

    static func invalid(_ name: String) -> Unreadable {
        Unreadable(description: "This is not a Roost archive, or it is damaged: \(name) is not what it should be.")
    }
}
