/// Bytes that have come on a connection and are not used yet. Empty, it holds no memory.
struct InputBuffer: Sendable {
    private(set) var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }
    /// What is there; indices do not begin at zero.
    var contents: ArraySlice<UInt8> { bytes[start...] }

    mutating func append(_ more: some Collection<UInt8>) {
        // Consumed bytes are released even if the buffer is never empty.
        compact()
        bytes.append(contentsOf: more)
    }

    /// Removes the first bytes.
    mutating func consume(_ count: Int) {
        start += count
        guard start == bytes.count else { return }
        (bytes, start) = ([], 0)
    }

    /// Removes and returns at most `limit` of the first bytes.
    mutating func take(atMost limit: Int) -> ArraySlice<UInt8> {
        let taken = contents.prefix(limit)
        consume(taken.count)
        return taken
    }

    /// Moves what is there to the beginning, so that `bytes` is what is there and nothing else.
    mutating func compact() {
        guard start > 0 else { return }
        bytes.removeFirst(start)
        start = 0
    }
}
