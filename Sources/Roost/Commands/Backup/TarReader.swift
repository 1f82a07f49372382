import Crypto
import Foundation
import Media
import Support

/// A backup, or an archive of messages, that is read. It may come from anywhere, so it is treated as hostile: it must be complete and contain only
/// known entries before anything is unpacked.
struct TarReader<Entry: TarEntry>: Sendable {
    private static var chunk: Int { 1 << 20 }

    private let file: OpenFile
    /// Where in the file the bytes of each entry are.
    private let places: [Entry: Range<Int>]
    private let sums: [String: String]

    /// - Throws: ``ArchiveProblem``, `FileError`.
    init(_ path: String) throws {
        let file = try OpenFile.reading(path)
        let places = try Self.index(file)
        guard let place = places[.sums] else { throw ArchiveProblem.lacks(Entry.sums.name) }
        var text = Data()
        try Self.read(place, of: file) { text.append($0) }
        let sums = try Self.parse(text)
        let summed = Set(places.keys.filter(\.isSummed).map(\.name))
        if let lost = Set(sums.keys).subtracting(summed).min() { throw ArchiveProblem.lacks(lost) }
        if let added = summed.subtracting(sums.keys).min() { throw ArchiveProblem.altered(added) }
        if let lost = Entry.required.first(where: { places[$0] == nil }) { throw ArchiveProblem.lacks(lost.name) }
        (self.file, self.places, self.sums) = (file, places, sums)
    }

    func has(_ entry: Entry) -> Bool { places[entry] != nil }

    /// In bytes; nil if it has no such entry.
    func size(of entry: Entry) -> Int? { places[entry]?.count }

    /// Hands the bytes of an entry to `take`, piece by piece. If this throws, they are not valid.
    ///
    /// - Throws: ``ArchiveProblem``, `FileError`, what `take` throws.
    func read(_ entry: Entry, _ take: (Data) throws -> Void) throws {
        guard let place = places[entry] else { throw ArchiveProblem.lacks(entry.name) }
        var hash = SHA256()
        try Self.read(place, of: file) { bytes in
            if entry.isSummed { hash.update(data: bytes) }
            try take(bytes)
        }
        if entry.isSummed, sums[entry.name] != hash.finalize().hexadecimal { throw ArchiveProblem.altered(entry.name) }
    }

    /// Some bytes of an entry, from this one on; nil at its end. They are not compared with the checksum: read it all
    /// first.
    func piece(of entry: Entry, at offset: Int) throws -> Data? {
        guard let place = places[entry] else { throw ArchiveProblem.lacks(entry.name) }
        guard offset < place.count else { return nil }
        var piece = Data()
        let start = place.lowerBound + offset
        try Self.read(start..<min(place.upperBound, start + Self.chunk), of: file) { piece += $0 }
        return piece
    }

    private static func read(_ place: Range<Int>, of file: OpenFile, _ take: (Data) throws -> Void) throws {
        for offset in stride(from: place.lowerBound, to: place.upperBound, by: chunk) {
            var bytes = Data(count: min(chunk, place.upperBound - offset))
            let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
            guard count == bytes.count else { throw ArchiveProblem.truncated }
            try take(bytes)
        }
    }

    /// Goes from header to header.
    private static func index(_ file: OpenFile) throws -> [Entry: Range<Int>] {
        let end = Int(try file.status().st_size)
        var (places, offset) = ([Entry: Range<Int>](), 0)
        while true {
            guard let bytes = try block(of: file, at: offset) else { throw ArchiveProblem.truncated }
            if bytes.allSatisfy({ $0 == 0 }) { break }
            guard let header = try? TarHeader(parsing: bytes), let entry = Entry(named: header.name) else {
                throw ArchiveProblem.notABackup(offset: offset)
            }
            guard header.size <= entry.limit else { throw ArchiveProblem.tooLarge(entry.name) }
            guard places[entry] == nil else { throw ArchiveProblem.twice(entry.name) }
            offset += TarHeader.block
            guard header.paddedSize <= end - offset else { throw ArchiveProblem.truncated }
            places[entry] = offset..<offset + header.size
            offset += header.paddedSize
        }
        try requireEnd(of: file, from: offset)
        return places
    }

    /// An archive ends with two blocks of zeros; tar may add more.
    private static func requireEnd(of file: OpenFile, from start: Int) throws {
        var offset = start
        while let bytes = try block(of: file, at: offset) {
            guard bytes.allSatisfy({ $0 == 0 }) else { throw ArchiveProblem.notABackup(offset: offset) }
            offset += TarHeader.block
        }
        guard offset - start >= 2 * TarHeader.block else { throw ArchiveProblem.truncated }
    }

    /// Nil past the last whole block.
    private static func block(of file: OpenFile, at offset: Int) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: TarHeader.block)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
        return count == TarHeader.block ? bytes : nil
    }

    /// Each line is a checksum in hexadecimal, two spaces and a name.
    private static func parse(_ text: Data) throws -> [String: String] {
        var sums: [String: String] = [:]
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let (sum, name) = (line.prefix(64), String(line.dropFirst(66)))
            guard line.dropFirst(64).hasPrefix("  "), sums.updateValue(String(sum), forKey: name) == nil else {
                throw ArchiveProblem.altered(Entry.sums.name)
            }
        }
        return sums
    }
}
