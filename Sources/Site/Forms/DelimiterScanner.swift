import Foundation
import Support

/// Finds the delimiter that ends a part's data, in input cut anywhere.
///
/// The delimiter's only CR is its first byte. So where a match breaks off, no other match can have begun inside it: the
/// search goes on at the byte that broke it, never before, and what is held back between chunks is a count, since the
/// bytes themselves are the delimiter's.
struct DelimiterScanner: Sendable {
    /// What one call to `scan` made of its input.
    struct Step {
        /// The data before the delimiter, including what earlier calls held back.
        var data = Data()
        /// How many bytes of the input are dealt with; all of them, unless the delimiter was found.
        var consumed = 0
        /// Whether `consumed` bytes bring the input to the end of a delimiter.
        var isAtDelimiter = false
    }

    private let delimiter: [UInt8]
    /// How many of the delimiter's bytes the input so far ends in.
    private var matched = 0
    /// How many of the `matched` bytes belong to what came before the data, and so are never data themselves.
    private var borrowed = 0

    init(delimiter: [UInt8]) {
        self.delimiter = delimiter
        beginAfterLineEnd()
    }

    /// Starts anew where a line has just begun, so that its CRLF can serve as the delimiter's.
    ///
    /// That is so at the start of the body, and after a part's blank line: there RFC 2046 section 5.1.1 lets an empty
    /// part end at once (`body-part := MIME-part-headers [CRLF *OCTET]`), and `--boundary` opening a line is never
    /// data.
    mutating func beginAfterLineEnd() {
        matched = 2
        borrowed = 2
    }

    /// Scans `chunk` up to its end or the first delimiter, whichever comes first.
    mutating func scan(_ chunk: Data) -> Step {
        chunk.withUnsafeBytes { scan($0) }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Step {
        var step = Step()
        if matched > 0, resume(in: bytes, &step) { return step }

        while let start = Self.firstCarriageReturn(in: bytes, from: step.consumed) {
            step.consumed = extendMatch(in: bytes, from: start)
            if matched == delimiter.count || step.consumed == bytes.count {
                step.data.append(contentsOf: bytes[..<start])
                settle(&step)
                return step
            }
            matched = 0
        }
        step.data.append(contentsOf: bytes)
        step.consumed = bytes.count
        return step
    }

    /// Goes on with a match an earlier chunk began; true if it takes up all the input or completes the delimiter.
    ///
    /// Otherwise what was held back turns out to be data.
    private mutating func resume(in bytes: UnsafeRawBufferPointer, _ step: inout Step) -> Bool {
        let held = matched
        step.consumed = extendMatch(in: bytes, from: 0)
        if matched == delimiter.count || step.consumed == bytes.count {
            settle(&step)
            return true
        }
        step.data.append(contentsOf: delimiter[borrowed..<held])
        matched = 0
        borrowed = 0
        return false
    }

    /// Compares on from `start` and returns where the match breaks off, is complete or runs out of input.
    private mutating func extendMatch(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        while matched < delimiter.count, position < bytes.count, bytes[position] == delimiter[matched] {
            matched += 1
            position += 1
        }
        return position
    }

    private mutating func settle(_ step: inout Step) {
        guard matched == delimiter.count else { return }
        step.isAtDelimiter = true
        matched = 0
        borrowed = 0
    }

    private static func firstCarriageReturn(in bytes: UnsafeRawBufferPointer, from position: Int) -> Int? {
        guard position < bytes.count, let base = bytes.baseAddress,
            let hit = memchr(base + position, Int32(ASCII.carriageReturn), bytes.count - position)
        else { return nil }
        return UnsafeRawPointer(hit) - base
    }
}

/// Reads the rest of a delimiter's line: `--` on the closing one, transport padding, CRLF (RFC 2046 section 5.1.1).
struct DelimiterLine: Sendable {
    /// The most spaces and tabs after a delimiter. No form client sends any; mail relays, which may, are not met here.
    static let maximumPadding = 16

    private var hyphens = 0
    private var padding = 0
    private var hasCarriageReturn = false

    /// Whether this is the closing delimiter.
    var isClosing: Bool {
        hyphens == 2
    }

    /// Whether the input may end here: the closing delimiter needs no CRLF, but not half of one either.
    var mayEndInput: Bool {
        isClosing && !hasCarriageReturn
    }

    /// Takes the next byte; true once the line is complete.
    ///
    /// - Throws: `delimiterLine`. RFC 2046 forbids the delimiter in a part's data even as the beginning of
    ///   a longer line, so `--boundary-and-more` is an error and not data.
    mutating func consume(_ byte: UInt8) throws(MalformedForm) -> Bool {
        switch byte {
        case ASCII.lineFeed where hasCarriageReturn:
            return true
        case _ where hasCarriageReturn:
            throw .delimiterLine
        case ASCII.hyphen where hyphens < 2 && padding == 0:
            hyphens += 1
        case _ where hyphens == 1:
            throw .delimiterLine
        case ASCII.carriageReturn:
            hasCarriageReturn = true
        case ASCII.space where padding < Self.maximumPadding, ASCII.tab where padding < Self.maximumPadding:
            padding += 1
        default:
            throw .delimiterLine
        }
        return false
    }
}
