import Media

/// What a backup can contain. The path on the disk follows from the kind of entry, so no name in an archive can lead
/// anywhere else.
enum ArchiveEntry: TarEntry {
    case database, secret
    /// The SHA-256 of the entries whose names contain no digest, in the format of `sha256sum`.
    case sums
    case avatar(AvatarFile)
    case original(OriginalAvatar)
    case attachment(AttachmentFile)

    static let required: [ArchiveEntry] = [.database]
    private static let folder = "uploads/"

    var name: String {
        switch self {
        case .database: "roost.sqlite"
        case .secret: "roost.sqlite.key"
        case .sums: "SHA256SUMS"
        case .avatar(let file): Self.folder + file.description
        case .original(let file): Self.folder + file.description
        case .attachment(let file): Self.folder + file.description
        }
    }

    /// Nil if no backup contains such a name.
    init?(named name: String) {
        let plain = [ArchiveEntry.database, .secret, .sums].first { $0.name == name }
        guard let entry = plain ?? Self.upload(named: name) else { return nil }
        self = entry
    }

    private static func upload(named name: String) -> ArchiveEntry? {
        guard name.hasPrefix(folder) else { return nil }
        let file = String(name.dropFirst(folder.count))
        return AvatarFile(file).map(Self.avatar) ?? OriginalAvatar(file).map(Self.original)
            ?? AttachmentFile(file).map(Self.attachment)
    }

    /// Whether its SHA-256 is in the list of sums.
    var isSummed: Bool {
        switch self {
        case .database, .secret, .original: true
        case .attachment(let file): file.part == .thumbnail
        case .sums, .avatar: false
        }
    }

    /// The most bytes it can have. Only the archive itself limits the database.
    var limit: Int {
        switch self {
        case .database: .max
        case .secret: 64 << 10
        case .sums: 256 << 20
        // The largest ROOST_MAX_UPLOAD.
        case .avatar, .original: 100 << 20
        // The largest ROOST_MAX_ATTACHMENT.
        case .attachment: 1 << 30
        }
    }
}
