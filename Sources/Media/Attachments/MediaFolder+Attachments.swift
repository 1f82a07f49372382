import Crypto
import Foundation

extension MediaFolder {
    /// The state of an attachment's files.
    package enum AttachmentState: Sendable {
        /// All files are there, and the whole one is as its name says. They stay readable when they are removed.
        case whole([(file: AttachmentFile, content: OpenFile)])
        case missing
        case damaged
    }

    /// Compares an attachment with its name, and with what is known of it.
    ///
    /// - Parameters:
    ///   - isRead: whether all of it is read and compared with the SHA-256 in its name.
    ///   - check: is called now and then; an error that it throws ends the reading.
    /// - Throws: `FileError`.
    package func state(
        of name: AttachmentName, bytes: Int, hasThumbnail: Bool, isRead: Bool = true, check: () throws -> Void
    ) throws -> AttachmentState {
        var files: [(file: AttachmentFile, content: OpenFile)] = []
        for part in hasThumbnail ? AttachmentFile.Part.allCases : [.whole] {
            guard let content = try open(name.file(part)) else { return .missing }
            files.append((name.file(part), content))
        }
        guard try files.allSatisfy({ try $0.file.part == .whole ? $0.content.size == bytes : $0.content.size > 0 })
        else { return .damaged }
        guard try !isRead || files[0].content.sha256(check: check) == name.sha256 else { return .damaged }
        return .whole(files)
    }

    /// The attachments whose files were last changed before `date`. Other files are ignored.
    ///
    /// - Throws: `FileError` or another error of the disk.
    public func attachments(before date: Date) throws -> Set<AttachmentName> {
        try owners(before: date) { AttachmentFile($0)?.name }
    }
}

extension OpenFile {
    /// In bytes.
    package var size: Int {
        get throws { Int(try status().st_size) }
    }

    /// Of all bytes.
    ///
    /// - Parameter check: is called now and then; an error that it throws ends the reading.
    package func sha256(check: () throws -> Void = {}) throws -> Data {
        var (hash, offset) = (SHA256(), 0)
        var piece = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            try check()
            let count = try piece.withUnsafeMutableBytes { try read(into: $0, at: offset) }
            guard count > 0 else { return Data(hash.finalize()) }
            hash.update(data: piece[..<count])
            offset += count
        }
    }
}
