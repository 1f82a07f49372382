import ArgumentParser
import Conversation
import Foundation
import WorkQueue

struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract:
            "Write messages into a file, and remove them from the site if wanted; works while the site is running.",
        subcommands: [WriteArchive.self, ReadArchive.self], defaultSubcommand: WriteArchive.self)
}

struct WriteArchive: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Archive a room, or all messages of a certain age.",
        usage: """
            roost archive ROOM FILE [--older-than 365d] [--remove]
            roost archive --older-than 365d FILE [--remove]
            """,
        discussion: """
            FILE is a tar archive with JSON Lines, for each room room.json and messages.jsonl. It is read again and \
            checked before anything is removed. A room whose messages are removed stays. Without ROOM, direct \
            conversations are archived as well: only you may read FILE; keep it so. The files of messages are in it, \
            too. If some are missing or damaged, nothing is removed.
            """)

    @Argument(
        help: ArgumentHelp("The room's number, unless all rooms are meant; then the file.", valueName: "room file"))
    var places: [String]

    @Option(help: "Only messages that are older than this many days, like 365d.")
    var olderThan: String?

    @Flag(help: "Remove from the site what was archived.")
    var remove = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func validate() throws {
        guard (1...2).contains(places.count) else { throw ValidationError("Give a room and a file, or only a file.") }
        guard places.count == 2 || olderThan != nil else {
            throw ValidationError("Without a room, --older-than says which messages to archive.")
        }
        if let olderThan, SettingValue.days(olderThan) == nil {
            throw ValidationError("--older-than: \"\(olderThan)\" is not a time like 365d.")
        }
    }

    func run(on site: AttachedSite) async throws -> [String] {
        let path = places[places.count - 1]
        let (rooms, lost) = try await Interruptible.watching { signal in
            let source = try await source(on: site)
            guard !source.rooms.isEmpty else { return ([ArchivedRoom](), LostUploads()) }
            let uploads = try StoredUploads(in: site.settings.uploads, isNeeded: false)
            let lost = try await RoomArchiveFile.write(source, from: uploads, to: path, until: signal)
            try await WorkQueue(label: "roost.archive.check", width: 1, depth: 0).run {
                try RoomArchive(path).check(until: signal)
            }
            return (source.rooms, lost)
        }
        guard !rooms.isEmpty else { return ["There is nothing to archive. No file was written."] }
        let count = Int(rooms.reduce(0) { $0 + $1.count })
        let what = "\(count.counted("message")) of \(rooms.count.counted("room"))"
        for upload in lost.missing { Terminal.warn("Missing, so not in the archive: file \(upload.name)") }
        for upload in lost.damaged { Terminal.warn("Damaged, so not in the archive: file \(upload.name)") }
        guard remove else { return ["\(path) has \(what)."] }
        guard lost.all.isEmpty else {
            return ["\(path) has \(what).", "Nothing was removed from the site, as the archive lacks files."]
        }
        for room in rooms { try await site.conversation.archive.remove(room, by: Operator()) }
        return ["\(path) has \(what).", "They were removed from the site."]
    }

    private func source(on site: AttachedSite) async throws -> ArchiveSource {
        let time = olderThan.flatMap(SettingValue.days).map { Date() - TimeInterval($0) * 86_400 }
        var room: Room.ID?
        if places.count == 2 {
            room = try await site.manager(of: places[0]).room.id
        }
        return try await site.conversation.archive.source(of: room, before: time, by: Operator())
    }
}

struct ReadArchive: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Put the messages of an archive back into the site. Running it again has no effect.",
        discussion: """
            Everything is checked before anything is put back. Messages go back into their room; where that was deleted, a \
            closed and archived room is made in its place ('roost room add-member' and 'reopen' open it). Of several \
            archives of a room, the one with the latest messages comes first. Where the site or the room keeps messages \
            for so many days only, set it to keep them for ever before.
            """)

    @Argument(help: "A file created by 'roost archive'.")
    var file: String

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        let disk = WorkQueue(label: "roost.archive", width: 1, depth: 1)
        let archive = try await Interruptible.run { [file] signal in
            let archive = try RoomArchive(file)
            try archive.check(until: signal)
            return archive
        }
        var lines: [String] = []
        for archived in archive.rooms {
            let room = try await site.conversation.archive.place(for: archived, by: Operator())
            try await put(archived, of: archive, into: room, on: site, disk)
            lines.append(sentence(archived, in: room))
        }
        return lines
    }

    private func sentence(_ archived: ArchivedRoom, in room: Room) -> String {
        let name = room.name.isEmpty ? archived.people.joined(separator: ", ") : room.name
        let missing = Int(archived.missing(in: room))
        return missing == 0
            ? "Room \(room.id), \"\(name)\", has all messages of the archive already."
            : "\(missing.counted("message")) back in room \(room.id), \"\(name)\"."
    }

    private func put(
        _ archived: ArchivedRoom, of archive: RoomArchive, into room: Room, on site: AttachedSite, _ disk: WorkQueue
    ) async throws {
        let files = ArchivedFiles(archive: archive, site: site, disk: disk)
        var (reader, offset) = (RoomArchive.MessageReader(archived), 0)
        while let bytes = try await disk.run({ [offset] in try archive.piece(of: archived, at: offset) }) {
            offset += bytes.count
            let messages = try reader.messages(adding: bytes)
            try await site.conversation.archive.insert(messages, in: room)
            for message in messages where !message.files.isEmpty {
                try await files.put(back: message, of: archived.id, into: room)
            }
        }
        try await site.conversation.archive.finish(archived, in: room)
    }
}

extension ArchiveRefusal {
    /// For an operator at the terminal.
    var sentence: String {
        switch self {
        case .changed(let room): "A message of room \(room) was changed meanwhile. Archive the room again."
        case .reported(let room):
            "A message of room \(room) was reported. Decide about it first; what comes before it may be removed already."
        case .gap(let room, let number):
            "Room \(room) lacks messages from number \(number) on. Put the archive that has them back first."
        case .notAnArchive: "This is not a Roost archive, or it is damaged."
        }
    }
}
