import Support

/// Looks for the end of a request's head in what has come so far, and refuses early what cannot become one: a line's
/// end that is not CRLF, a control character, too many or too long lines (RFC 9112, 2.2 and 3).
///
/// It remembers how far it has looked, so that a head that comes byte by byte costs no more than one that comes whole.
struct HeadScanner: Sendable {
    private let limits: HeadLimits
    private var position = 0
    private var lineStart = 0
    private var lines = 0

    init(_ limits: HeadLimits) {
        self.limits = limits
    }

    /// Whether nothing but empty lines has come, which may stand before a request (RFC 9112, 2.2).
    var isBeforeRequestLine: Bool { lines == 0 && lineStart == position }

    /// The lines of the head, without their ends, and what they take of `input` with the empty line behind them; nil
    /// while the head is not complete.
    mutating func scan(_ input: [UInt8]) throws(RequestError) -> Int? {
        while position < input.count {
            let byte = input[position]
            if byte == ASCII.lineFeed {
                guard position > lineStart, input[position - 1] == ASCII.carriageReturn else { throw .malformed }
                let length = position - 1 - lineStart
                position += 1
                if try endLine(length: length) { return position }
            } else {
                guard isAllowed(byte, after: position > lineStart ? input[position - 1] : nil) else { throw .malformed }
                position += 1
                try checkLength()
            }
        }
        return nil
    }

    /// Whether the line ends the head.
    private mutating func endLine(length: Int) throws(RequestError) -> Bool {
        lineStart = position
        guard length > 0 else { return lines > 0 }
        lines += 1
        guard lines <= limits.fields + 1 else { throw .headTooLarge }
        return false
    }

    private func checkLength() throws(RequestError) {
        // The line's own end is not counted, of which a carriage return may be there already.
        if position - lineStart > limits.lineBytes + 1 { throw lines == 0 ? .targetTooLong : .headTooLarge }
        if position > limits.bytes { throw .headTooLarge }
    }

    private func isAllowed(_ byte: UInt8, after previous: UInt8?) -> Bool {
        guard previous != ASCII.carriageReturn else { return false }
        return byte >= ASCII.space && byte != ASCII.delete || byte == ASCII.tab || byte == ASCII.carriageReturn
    }
}
