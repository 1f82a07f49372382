import Foundation

/// The header of a file in a tar archive: 512 bytes, in the ustar form (POSIX.1-2017, pax, "ustar Interchange Format").
///
/// A size of 8 GiB or more, for which the form has no room, is written as GNU tar does: a byte 0x80, then a big-endian
/// number.
struct TarHeader: Hashable {
    /// The unit of an archive. Files are padded with zeros.
    static let block = 512

    /// Not the header of a plain file, or not one that Roost writes.
    struct Invalid: Error {}

    /// A name without folders that need a second field: at most 100 bytes of UTF-8.
    let name: String
    /// Bytes.
    let size: Int

    /// `size`, rounded up to whole blocks.
    var paddedSize: Int { (size + Self.block - 1) / Self.block * Self.block }

    private enum Field {
        static let name = 0..<100
        static let mode = 100..<108
        static let user = 108..<116
        static let group = 116..<124
        static let size = 124..<136
        static let time = 136..<148
        static let checksum = 148..<156
        static let type = 156
        static let link = 157..<257
        static let magic = 257..<265
        static let prefix = 345..<500
    }

    /// "ustar", a zero, and version "00".
    private static let magic = Array("ustar\u{0}00".utf8)

    init(name: String, size: Int) {
        precondition(name.utf8.count <= Field.name.count && size >= 0, "this does not fit into a header")
        self.name = name
        self.size = size
    }

    /// - Throws: ``Invalid``, also for links, folders, devices and extended headers.
    init(parsing bytes: [UInt8]) throws(Invalid) {
        guard bytes.count == Self.block, Self.octal(bytes[Field.checksum]) == Self.checksum(bytes),
            bytes[Field.magic].elementsEqual(Self.magic), [0, UInt8(ascii: "0")].contains(bytes[Field.type]),
            bytes[Field.link].allSatisfy({ $0 == 0 }), bytes[Field.prefix].allSatisfy({ $0 == 0 }),
            let name = String(validating: bytes[Field.name].prefix { $0 != 0 }, as: UTF8.self),
            let size = Self.size(bytes[Field.size])
        else { throw Invalid() }
        self.name = name
        self.size = size
    }

    /// - Parameter time: when the file was written, in seconds since 1970.
    func bytes(time: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.block)
        func put(_ value: some Collection<UInt8>, in field: Range<Int>) {
            bytes.replaceSubrange(field.prefix(value.count), with: value)
        }
        put(Array(name.utf8), in: Field.name)
        put(Self.octal(0o600, digits: 7), in: Field.mode)
        put(Self.octal(0, digits: 7), in: Field.user)
        put(Self.octal(0, digits: 7), in: Field.group)
        put(Self.octal(max(0, time), digits: 11), in: Field.time)
        put(size < 1 << 33 ? Self.octal(size, digits: 11) : Self.binary(size), in: Field.size)
        bytes[Field.type] = UInt8(ascii: "0")
        put(Self.magic, in: Field.magic)
        put(Self.octal(Self.checksum(bytes), digits: 6) + [0, UInt8(ascii: " ")], in: Field.checksum)
        return bytes
    }

    /// The sum of all bytes, with spaces in place of the sum itself.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        bytes.indices.reduce(0) { $0 + (Field.checksum.contains($1) ? 32 : Int(bytes[$1])) }
    }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        let text = String(number, radix: 8)
        return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }

    private static func binary(_ number: Int) -> [UInt8] {
        [0x80, 0, 0, 0] + withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    }

    private static func size(_ field: ArraySlice<UInt8>) -> Int? {
        guard field.first == 0x80 else { return octal(field) }
        guard field.dropFirst().prefix(3).allSatisfy({ $0 == 0 }) else { return nil }
        // Larger than any disk, and small enough that sums of sizes cannot overflow.
        return field.suffix(8).reduce(Int?.some(0)) { sum, byte in
            sum.flatMap { $0 < 1 << 48 ? $0 << 8 | Int(byte) : nil }
        }
    }
}
