import Foundation

/// A push parser for `multipart/form-data` (RFC 7578, RFC 2046 section 5.1).
///
/// Between calls it keeps at most one part's header block, never data, and its time is linear in the input however that
/// is cut. The events, with adjacent data joined, do not depend on the cutting either.
///
///     var parser = MultipartParser(boundary: boundary)
///     for try await chunk in body {
///         for event in try parser.consume(chunk) { try await store(event) }
///     }
///     try parser.finish()
///
/// Nothing received is whole before `finish` has returned: whatever was stored goes if any call throws.
struct MultipartParser: Sendable {
    private enum State {
        case preamble, delimiterLine, header, data, closed
    }

    private let limits: Limits
    private var state = State.preamble
    private var scanner: DelimiterScanner
    private var delimiterLine = DelimiterLine()
    private var header: PartHeaderReader
    private var partCount = 0
    private var failure: MalformedForm?

    init(boundary: MultipartBoundary, limits: Limits = Limits()) {
        self.limits = limits
        scanner = DelimiterScanner(delimiter: boundary.delimiter)
        header = PartHeaderReader(limits: limits)
    }

    /// Takes the body's next bytes, any number of them, and returns what they complete: at most one `partData` per part
    /// that the chunk touches.
    ///
    /// - Throws: the first error in the input. The chunk's events before it are not reported; the body is refused.
    mutating func consume(_ chunk: Data) throws(MalformedForm) -> [Event] {
        if let failure { throw failure }
        do {
            return try parse(chunk)
        } catch {
            failure = error
            throw error
        }
    }

    /// States that the input is at its end.
    ///
    /// - Throws: `truncated` if the closing delimiter was not seen, or the error thrown before.
    mutating func finish() throws(MalformedForm) {
        if let failure { throw failure }
        guard state == .closed || (state == .delimiterLine && delimiterLine.mayEndInput) else {
            failure = .truncated
            throw .truncated
        }
        state = .closed
    }

    private mutating func parse(_ chunk: Data) throws(MalformedForm) -> [Event] {
        var events: [Event] = []
        var position = chunk.startIndex
        while position < chunk.endIndex {
            switch state {
            case .preamble, .data:
                position += try scan(chunk[position...], &events)
            case .delimiterLine:
                if try delimiterLine.consume(chunk[position]) { try endDelimiterLine() }
                position += 1
            case .header:
                if let part = try header.consume(chunk[position]) {
                    events.append(.partBegan(part))
                    scanner.beginAfterLineEnd()
                    state = .data
                }
                position += 1
            case .closed:
                throw .epilogue
            }
        }
        return events
    }

    /// Scans for the next delimiter and returns how many bytes that took.
    private mutating func scan(_ bytes: Data, _ events: inout [Event]) throws(MalformedForm) -> Int {
        let step = scanner.scan(bytes)
        if !step.data.isEmpty {
            // RFC 2046 has receivers skip a preamble. No form client sends one, and here it could only hide something.
            guard state == .data else { throw .preamble }
            events.append(.partData(step.data))
        }
        if step.isAtDelimiter {
            if state == .data { events.append(.partEnded) }
            delimiterLine = DelimiterLine()
            state = .delimiterLine
        }
        return step.consumed
    }

    private mutating func endDelimiterLine() throws(MalformedForm) {
        guard !delimiterLine.isClosing else {
            state = .closed
            return
        }
        partCount += 1
        guard partCount <= limits.parts else { throw .tooManyParts }
        header = PartHeaderReader(limits: limits)
        state = .header
    }
}

extension MultipartParser {
    /// One step through the body. Every part is a `partBegan`, any number of `partData`, and a `partEnded`.
    enum Event: Equatable, Sendable {
        case partBegan(PartHeader)
        /// The part's next bytes, never none. Indices start at zero, and the chunk's memory is not kept.
        case partData(Data)
        case partEnded
    }

    /// Limits for everything in a body but file data. The caller limits the length of the whole body.
    struct Limits: Equatable, Sendable {
        /// The most parts.
        var parts = 16
        /// The longest header block of one part, in bytes with its line ends and the blank line.
        var headerBytes = 4096
        /// The most header lines of one part.
        var headersPerPart = 10
        /// The longest part name, in bytes of decoded UTF-8.
        var nameBytes = 100
        /// The longest filename, in bytes of decoded UTF-8.
        var filenameBytes = 255
    }
}
