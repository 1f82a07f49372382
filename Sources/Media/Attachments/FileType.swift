/// The media type of a file, by its first bytes (WHATWG MIME Sniffing Standard, 6). What the sender says of the file is
/// not believed.
public struct FileType: Hashable, Sendable {
    /// What a page can do with a file.
    public enum Kind: Hashable, Sendable {
        /// To be made anew as WebP.
        case picture
        case audio, video
        /// To be downloaded only.
        case download
    }

    public let mediaType: String
    public let kind: Kind

    private init(_ mediaType: String, _ kind: Kind = .download) {
        self.mediaType = mediaType
        self.kind = kind
    }

    /// A type as it was stored. One that is not known here is only downloaded.
    public init(stored mediaType: String) {
        self = Self.byMediaType[mediaType] ?? .unknown
    }

    public static let webP = FileType("image/webp", .picture)
    static let unknown = FileType("application/octet-stream")
    private static let text = FileType("text/plain")

    private static let byMediaType = Dictionary(
        (signatures.map(\.type) + [text, unknown] + Self.containers).map { ($0.mediaType, $0) },
        uniquingKeysWith: { first, _ in first })
}

extension FileType {
    /// How many bytes from the start of a file tell its type.
    static let prefixLength = 512

    /// HTML and SVG are plain text here.
    init(of bytes: some Sequence<UInt8>) {
        let prefix = Array(bytes.prefix(Self.prefixLength))
        self =
            Self.signatures.first { $0.matches(prefix) }?.type ?? Self.inISOContainer(prefix)
            ?? Self.inMatroska(prefix) ?? Self.inOgg(prefix) ?? (Self.isText(prefix) ? Self.text : Self.unknown)
    }

    private struct Signature {
        let type: FileType
        let start: [UInt8]
        /// What follows after the length of a chunk; nil for anything.
        let form: [UInt8]?

        init(_ type: FileType, _ start: [UInt8], form: String? = nil) {
            self.type = type
            self.start = start
            self.form = form.map { Array($0.utf8) }
        }

        func matches(_ prefix: [UInt8]) -> Bool {
            prefix.starts(with: start) && (form.map { prefix.dropFirst(8).starts(with: $0) } ?? true)
        }
    }

    private static let mp3 = FileType("audio/mpeg", .audio)
    private static let mp4 = FileType("video/mp4", .video)
    private static let m4a = FileType("audio/mp4", .audio)
    private static let heic = FileType("image/heic")
    private static let avif = FileType("image/avif")
    private static let quickTime = FileType("video/quicktime", .video)
    private static let webM = FileType("video/webm", .video)
    private static let ogg = FileType("audio/ogg", .audio)
    private static let oggVideo = FileType("video/ogg", .video)
    private static let containers = [mp4, m4a, heic, avif, quickTime, webM, ogg, oggVideo]

    private static let signatures = [
        Signature(FileType("image/png", .picture), PNGHeader.signature),
        Signature(FileType("image/jpeg", .picture), JPEGHeader.signature),
        Signature(FileType("image/gif", .picture), Array("GIF87a".utf8)),
        Signature(FileType("image/gif", .picture), Array("GIF89a".utf8)),
        Signature(webP, Array("RIFF".utf8), form: "WEBP"),
        Signature(FileType("audio/wav", .audio), Array("RIFF".utf8), form: "WAVE"),
        Signature(FileType("audio/flac", .audio), Array("fLaC".utf8)),
        Signature(mp3, Array("ID3".utf8)),
        Signature(mp3, [0xFF, 0xFB]), Signature(mp3, [0xFF, 0xF3]), Signature(mp3, [0xFF, 0xF2]),
        Signature(FileType("application/pdf"), Array("%PDF-".utf8)),
        Signature(FileType("application/zip"), [0x50, 0x4B, 0x03, 0x04]),
        Signature(FileType("application/gzip"), [0x1F, 0x8B, 0x08]),
    ]

    /// MP4, and what else lies in the ISO base media file format: its first box names the brand.
    private static func inISOContainer(_ prefix: [UInt8]) -> FileType? {
        guard prefix.count >= 12, prefix[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        switch String(decoding: prefix[8..<12], as: UTF8.self) {
        case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1": return heic
        case "avif", "avis": return avif
        case "M4A ", "M4B ", "F4A ": return m4a
        case "qt  ": return quickTime
        default: return mp4
        }
    }

    /// WebM is Matroska whose header says so.
    private static func inMatroska(_ prefix: [UInt8]) -> FileType? {
        guard prefix.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) else { return nil }
        return prefix.prefix(64).contains(Array("webm".utf8)) ? webM : unknown
    }

    /// The first page names the codec.
    private static func inOgg(_ prefix: [UInt8]) -> FileType? {
        guard prefix.starts(with: "OggS".utf8) else { return nil }
        return prefix.prefix(64).contains(Array("theora".utf8)) ? oggVideo : ogg
    }

    /// UTF-8 without control characters. The prefix may end within a character.
    private static func isText(_ prefix: [UInt8]) -> Bool {
        guard !prefix.isEmpty, prefix.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) }) else { return false }
        let cut = prefix.count == prefixLength ? 0...3 : 0...0
        return cut.contains { String(validating: prefix.dropLast($0), as: UTF8.self) != nil }
    }
}
