import Conversation
import Media

/// What an archive of messages can contain.
enum RoomArchiveEntry: TarEntry {
    case manifest
    case sums
    case room(Room.ID)
    /// JSON Lines: a message each, in order of their numbers.
    case messages(Room.ID)
    case file(Room.ID, AttachmentFile)

    static let required: [RoomArchiveEntry] = [.manifest]
    private static let folder = "rooms/"
    private static let roomFile = "/room.json"
    private static let messagesFile = "/messages.jsonl"
    private static let filesFolder = "/files/"

    var name: String {
        switch self {
        case .manifest: "archive.json"
        case .sums: "SHA256SUMS"
        case .room(let id): "\(Self.folder)\(id)\(Self.roomFile)"
        case .messages(let id): "\(Self.folder)\(id)\(Self.messagesFile)"
        case .file(let id, let file): "\(Self.folder)\(id)\(Self.filesFolder)\(file)"
        }
    }

    init?(named name: String) {
        let digits = name.dropFirst(Self.folder.count).prefix { $0 != "/" }
        let id = Room.ID(digits) ?? 0
        let last = name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[name.utf8.index(after: $0)...]) }
        let file = last.flatMap(AttachmentFile.init).map { RoomArchiveEntry.file(id, $0) }
        let ofRoom = [RoomArchiveEntry.room(id), .messages(id)] + (file.map { [$0] } ?? [])
        let entries = [RoomArchiveEntry.manifest, .sums] + (id > 0 ? ofRoom : [])
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        self = entry
    }

    var isSummed: Bool {
        switch self {
        case .sums: false
        case .file(_, let file): file.part == .thumbnail
        case .manifest, .room, .messages: true
        }
    }

    var limit: Int {
        switch self {
        case .manifest, .room: 1 << 20
        case .sums: 256 << 20
        case .messages: .max
        // The largest ROOST_MAX_ATTACHMENT.
        case .file: 1 << 30
        }
    }
}

/// What the whole archive is.
struct RoomArchiveManifest: Codable, Equatable {
    static let format = "roost-messages"
    /// Of the format that this version of Roost writes. It reads none that is higher.
    /// Version 1 has no bytes of files.
    static let currentVersion = 2

    var format = Self.format
    var version = Self.currentVersion
    let rooms: [Room.ID]
}
