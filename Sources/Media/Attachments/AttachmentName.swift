import Foundation
import Support

/// The name of a stored attachment: its number in the database and the SHA-256 of its bytes, so that it can be checked.
public struct AttachmentName: Hashable, Sendable {
    /// Positive.
    public let id: Int64
    /// 32 bytes.
    public let sha256: Data

    public init(id: Int64, sha256: Data) {
        self.id = id
        self.sha256 = sha256
    }

    public var files: [AttachmentFile] { AttachmentFile.Part.allCases.map(file) }

    public func file(_ part: AttachmentFile.Part) -> AttachmentFile {
        AttachmentFile(name: self, part: part)
    }
}

/// The name of one file of an attachment: `12-<64 hexadecimal digits>`, with `-thumbnail` behind the small picture's.
public struct AttachmentFile: MediaName {
    public enum Part: CaseIterable, Hashable, Sendable {
        case whole
        /// A small picture of a picture or film.
        case thumbnail

        fileprivate var suffix: String { self == .whole ? "" : "-thumbnail" }
    }

    public let name: AttachmentName
    public let part: Part

    init(name: AttachmentName, part: Part) {
        (self.name, self.part) = (name, part)
    }

    /// Nil unless the name is written exactly as `description` writes it.
    public init?(_ description: String) {
        let parts = description.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 1)
        guard parts.count == 2, let id = Int64(Substring(parts[0])), id > 0,
            let sha256 = Self.bytes(of: parts[1].prefix(64)),
            let part = Part.allCases.first(where: { $0.suffix.utf8.elementsEqual(parts[1].dropFirst(64)) })
        else { return nil }
        self.init(name: AttachmentName(id: id, sha256: sha256), part: part)
        guard self.description == description else { return nil }
    }

    public var description: String { "\(name.id)-\(name.sha256.hexadecimal)\(part.suffix)" }

    private static func bytes(of digits: some Collection<UInt8>) -> Data? {
        guard digits.count == 64 else { return nil }
        var (data, rest) = (Data(), Array(digits)[...])
        while !rest.isEmpty {
            guard let word = UInt64(hexadecimal: rest.prefix(16)) else { return nil }
            withUnsafeBytes(of: word.bigEndian) { data.append(contentsOf: $0) }
            rest = rest.dropFirst(16)
        }
        return data
    }
}
