import Support

/// The chunked transfer coding (RFC 9112, 7.1), strictly: sizes are hexadecimal digits and lines end with CRLF.
/// Extensions and trailer fields are dropped; neither may be long, nor all that stands around the data many times longer
/// than the data.
struct ChunkedDecoder: Sendable {
    private enum State {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
        case complete
        /// The input is not a valid body, and nothing after it can be trusted.
        case broken
    }

    /// The most that a chunk's size with its extensions, or a line of the trailers, may have, in bytes.
    static let lineLimit = 256
    static let trailerLimit = 16
    /// What may stand around the data in all, in bytes, and how many for each byte of data more: chunks of a single byte
    /// have five.
    static let framingLimit = 16 * 1024
    static let framingForData = 16

    private var state = State.size
    private var trailers = 0
    /// What may still stand around the data, in bytes.
    private var framingLeft = Self.framingLimit

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// The next bytes of data, from all chunks that are there: a body may come in a million small ones, and each call
    /// has its price.
    mutating func decode(_ input: inout InputBuffer, atMost limit: Int) throws(RequestError) -> ArraySlice<UInt8> {
        do throws(RequestError) {
            var data = try nextData(&input, atMost: limit)
            while !data.isEmpty, data.count < limit {
                let more = try nextData(&input, atMost: limit - data.count)
                guard !more.isEmpty else { break }
                data += more
            }
            return data
        } catch {
            state = .broken
            throw error
        }
    }

    private mutating func nextData(
        _ input: inout InputBuffer, atMost limit: Int
    ) throws(RequestError) -> ArraySlice<UInt8> {
        while true {
            switch state {
            case .complete:
                return []
            case .broken:
                throw .malformed
            case .data(let remaining):
                let bytes = input.take(atMost: min(limit, remaining))
                framingLeft += bytes.count * Self.framingForData
                state = bytes.count == remaining ? .dataEnd : .data(remaining: remaining - bytes.count)
                return bytes
            case .size, .dataEnd, .trailers:
                guard let line = try nextLine(&input) else { return [] }
                framingLeft -= line.count + 2
                guard framingLeft >= 0 else { throw .malformed }
                state = try state(after: line)
            }
        }
    }

    private mutating func state(after line: ArraySlice<UInt8>) throws(RequestError) -> State {
        switch state {
        case .size:
            let size = try Self.size(line)
            return size > 0 ? .data(remaining: size) : .trailers
        case .dataEnd:
            guard line.isEmpty else { throw .malformed }
            return .size
        case .trailers:
            guard !line.isEmpty else { return .complete }
            trailers += 1
            guard trailers <= Self.trailerLimit, line.contains(ASCII.colon) else { throw .malformed }
            return .trailers
        case .data, .complete, .broken:
            return state
        }
    }

    /// A line without its end; nil when it is not complete.
    private func nextLine(_ input: inout InputBuffer) throws(RequestError) -> ArraySlice<UInt8>? {
        let contents = input.contents
        guard let end = contents.prefix(Self.lineLimit).firstIndex(of: ASCII.lineFeed) else {
            let mayGoOn = !contents.dropLast().contains(ASCII.carriageReturn)
            guard contents.count < Self.lineLimit, isPossibleLine(contents), mayGoOn else { throw .malformed }
            return nil
        }
        guard end > contents.startIndex, contents[end - 1] == ASCII.carriageReturn else { throw .malformed }
        let line = contents[..<(end - 1)]
        guard isPossibleLine(line), !line.contains(ASCII.carriageReturn) else { throw .malformed }
        input.consume(line.count + 2)
        return line
    }

    /// Whether it has no control characters but tabs and a carriage return at its end.
    private func isPossibleLine(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy {
            $0 >= ASCII.space && $0 != ASCII.delete || $0 == ASCII.tab || $0 == ASCII.carriageReturn
        }
    }

    private static func size(_ line: ArraySlice<UInt8>) throws(RequestError) -> Int {
        let digits = line.prefix { ASCII.hexValue($0) != nil }
        let rest = line[digits.endIndex...]
        guard (1...15).contains(digits.count), rest.isEmpty || rest.first == ASCII.semicolon else { throw .malformed }
        return digits.reduce(0) { $0 << 4 | Int(ASCII.hexValue($1) ?? 0) }
    }
}
