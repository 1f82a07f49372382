/// What an archive of some kind can contain. A name that is none of these is refused.
protocol TarEntry: Hashable, Sendable {
    /// The SHA-256 of other entries, in the format of `sha256sum`.
    static var sums: Self { get }
    /// Without these it is no such archive.
    static var required: [Self] { get }

    var name: String { get }
    /// Nil if no archive of this kind contains such a name.
    init?(named name: String)

    /// Whether its SHA-256 is in the list of sums.
    var isSummed: Bool { get }
    /// The most bytes it can have.
    var limit: Int { get }
}

/// Of a backup.
typealias ArchiveWriter = TarWriter<ArchiveEntry>
typealias Archive = TarReader<ArchiveEntry>
