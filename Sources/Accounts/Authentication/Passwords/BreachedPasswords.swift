import Crypto
import Foundation
import SystemPackage

/// A file of passwords that were in data breaches (OWASP ASVS 5.0, 6.2.12; NIST SP 800-63B, 3.1.1.2).
///
/// A line for each, which begins with the SHA-1 of its UTF-8 bytes in 40 hexadecimal digits, in the order of the digits;
/// what follows on the line is not read. Have I Been Pwned's list has this form. It is looked up in its place, with some
/// 30 reads for a billion lines: nothing of it is kept in memory, and no other service is asked.
public final class BreachedPasswords: Sendable {
    /// The file has lines of another form, or in another order.
    struct Malformed: Error {}

    private static let digits = 40
    /// More than the digits, a count and the end of a line take.
    private static let lineLimit = 128
    /// Once no more bytes than these are left to search, they are read at once.
    private static let blockSize = 4096
    /// How many lines are checked to see whether a file is sorted.
    private static let samples = 256

    private let file: FileDescriptor
    private let size: Int

    /// - Returns: nil if it is not such a file, as far as a sample of its lines shows.
    public init?(path: String) {
        guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec) else { return nil }
        self.file = file
        size = (try? file.seek(offset: 0, from: .end)).map(Int.init) ?? 0
        guard (try? isInOrder()) == true else { return nil }
    }

    deinit {
        try? file.close()
    }

    /// Reads the disk, and so blocks.
    ///
    /// - Throws: `Errno`, ``Malformed``.
    func contains(_ password: String) throws -> Bool {
        let wanted = Self.hash(of: password)
        var range = 0..<size
        while range.count > Self.blockSize {
            let line = try line(after: range.lowerBound + range.count / 2)
            if line.hash == wanted { return true }
            let isBefore = wanted.lexicographicallyPrecedes(line.hash)
            range = isBefore ? range.lowerBound..<line.start : line.start..<range.upperBound
        }
        return try hashes(in: range).contains(wanted)
    }

    /// The digits in capitals.
    private static func hash(of password: String) -> [UInt8] {
        Insecure.SHA1.hash(data: Data(password.utf8)).flatMap { byte in
            [byte >> 4, byte & 0xF].map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "A") + $0 - 10 }
        }
    }

    private func isInOrder() throws -> Bool {
        let hashes =
            size > Self.blockSize
            ? try (0..<Self.samples).map { try line(after: (size - Self.lineLimit) / Self.samples * $0).hash }
            : try hashes(in: 0..<size)
        return !hashes.isEmpty && zip(hashes, hashes.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) }
    }

    /// The first line that begins after `offset`.
    private func line(after offset: Int) throws -> (start: Int, hash: [UInt8]) {
        let bytes = try read(offset..<min(size, offset + 2 * Self.lineLimit))
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw Malformed() }
        return (offset + end + 1, try Self.hash(at: bytes[(end + 1)...]))
    }

    /// The lines of a range that begins with one.
    private func hashes(in range: Range<Int>) throws -> [[UInt8]] {
        try read(range).split(separator: UInt8(ascii: "\n")).map(Self.hash)
    }

    private static func hash(at line: ArraySlice<UInt8>) throws -> [UInt8] {
        let digits = line.prefix(Self.digits).map { $0 >= UInt8(ascii: "a") ? $0 & ~0x20 : $0 }
        guard digits.count == Self.digits, digits.allSatisfy(isDigit) else { throw Malformed() }
        return digits
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
    }

    private func read(_ range: Range<Int>) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            count = try file.read(
                fromAbsoluteOffset: Int64(range.lowerBound), into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
