import Conversation

/// What an archive of messages can contain. Files of messages will be `rooms/ID/files/SHA256`, with a higher version in
/// the manifest.
enum RoomArchiveEntry: TarEntry {
    case manifest
    case sums
    case room(Room.ID)
    /// JSON Lines: a message each, in order of their numbers.
    case messages(Room.ID)

    static let required: [RoomArchiveEntry] = [.manifest]
    private static let folder = "rooms/"
    private static let roomFile = "/room.json"
    private static let messagesFile = "/messages.jsonl"

    var name: String {
        switch self {
        case .manifest: "archive.json"
        case .sums: "SHA256SUMS"
        case .room(let id): "\(Self.folder)\(id)\(Self.roomFile)"
        case .messages(let id): "\(Self.folder)\(id)\(Self.messagesFile)"
        }
    }

    init?(named name: String) {
        let digits = name.dropFirst(Self.folder.count).prefix { $0 != "/" }
        let id = Room.ID(digits) ?? 0
        let entries = [RoomArchiveEntry.manifest, .sums] + (id > 0 ? [.room(id), .messages(id)] : [])
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        self = entry
    }

    var isSummed: Bool { self != .sums }

    var limit: Int {
        switch self {
        case .manifest, .room: 1 << 20
        case .sums: 64 << 20
        case .messages: .max
        }
    }
}

/// What the whole archive is.
struct RoomArchiveManifest: Codable, Equatable {
    static let format = "roost-messages"
    /// Of the format that this version of Roost writes. It reads none that is higher.
    static let currentVersion = 1

    var format = Self.format
    var version = Self.currentVersion
    let rooms: [Room.ID]
}
