import Crypto
import Foundation
import Media
import Support

/// Writes a backup, or messages: a tar archive that any tar can read.
///
/// No child process runs `tar`: a header before each file is all that is needed, we know here what is missing, and the
/// reader has to be ours anyway, to accept nothing but what such an archive contains.
final class TarWriter<Entry: TarEntry> {
    private static var chunk: Int { 1 << 20 }

    private let file: IncomingFile
    private let time: Int
    private var sums: [(entry: Entry, sum: String)] = []
    /// Bytes of files, without headers.
    private(set) var bytesWritten = 0

    /// - Parameter time: the date of the files in it.
    init(_ file: IncomingFile, time: Date) {
        self.file = file
        self.time = Int(time.timeIntervalSince1970)
    }

    /// - Throws: `FileError`.
    func add(_ entry: Entry, _ bytes: Data) throws {
        try begin(entry, size: bytes.count)
        try file.append(bytes)
        try end(entry, size: bytes.count, sum: SHA256.hash(data: bytes))
    }

    /// - Parameters:
    ///   - source: a file that must not change.
    ///   - progress: is told how much is done, from 0 to 1. An error ends the writing.
    /// - Throws: `FileError`.
    func add(_ entry: Entry, from source: OpenFile, progress: (Double) throws -> Void) throws {
        let size = Int(try source.status().st_size)
        try begin(entry, size: size)
        var (hash, offset) = (SHA256(), 0)
        while offset < size {
            var bytes = Data(count: min(Self.chunk, size - offset))
            let count = try bytes.withUnsafeMutableBytes { try source.read(into: $0, at: offset) }
            guard count == bytes.count else { throw ArchiveProblem.changed(source.path) }
            hash.update(data: bytes)
            try file.append(bytes)
            offset += count
            try progress(Double(offset) / Double(size))
        }
        try end(entry, size: size, sum: hash.finalize())
    }

    /// Ends the archive.
    func finish() throws {
        let lines = sums.map { "\($0.sum)  \($0.entry.name)\n" }.joined()
        try add(.sums, Data(lines.utf8))
        try file.append([UInt8](repeating: 0, count: 2 * TarHeader.block))
    }

    private func begin(_ entry: Entry, size: Int) throws {
        try file.append(TarHeader(name: entry.name, size: size).bytes(time: time))
    }

    private func end(_ entry: Entry, size: Int, sum: SHA256.Digest) throws {
        try file.append([UInt8](repeating: 0, count: TarHeader(name: entry.name, size: size).paddedSize - size))
        if entry.isSummed { sums.append((entry, sum.hexadecimal)) }
        bytesWritten += size
    }
}
