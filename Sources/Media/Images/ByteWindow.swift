/// Reads numbers of a header through a small window, so that a whole file is never in memory.
struct ByteWindow {
    static let size = 4096

    /// Returns up to `count` bytes from `offset`, fewer only at the end.
    typealias Fetch = (_ offset: Int, _ count: Int) throws -> [UInt8]

    private let fetch: Fetch
    private var start = 0
    private var bytes: [UInt8] = []

    init(fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    init(_ file: OpenFile) {
        self.init { offset, count in
            try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            }
        }
    }

    /// Up to `count` bytes from the start, fewer if the file is shorter.
    func prefix(_ count: Int) throws -> [UInt8] {
        try fetch(0, count)
    }

    /// - Throws: `ImageRejected.damaged` past the end.
    mutating func byte(at offset: Int) throws -> Int {
        if offset < start || offset - start >= bytes.count {
            bytes = try fetch(offset, Self.size)
            start = offset
        }
        guard offset - start < bytes.count else { throw ImageRejected.damaged }
        return Int(bytes[offset - start])
    }

    /// An unsigned number of `count` bytes, at most seven, most significant first.
    mutating func bigEndian(at offset: Int, count: Int) throws -> Int {
        try (0..<count).reduce(0) { try $0 << 8 | byte(at: offset + $1) }
    }

    /// An unsigned number of `count` bytes, at most seven, least significant first.
    mutating func littleEndian(at offset: Int, count: Int) throws -> Int {
        try (0..<count).reversed().reduce(0) { try $0 << 8 | byte(at: offset + $1) }
    }

    /// Whether `text`, in ASCII, is at `offset`.
    mutating func holds(_ text: String, at offset: Int) throws -> Bool {
        try text.utf8.enumerated().allSatisfy { index, character in
            try byte(at: offset + index) == Int(character)
        }
    }
}
