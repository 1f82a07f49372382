import Support

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
    /// - Throws: `malformed(.delimiterLine)`. RFC 2046 forbids the delimiter in a part's data even as the beginning of
    ///   a longer line, so `--boundary-and-more` is an error and not data.
    mutating func consume(_ byte: UInt8) throws(MultipartError) -> Bool {
        switch byte {
        case ASCII.lineFeed where hasCarriageReturn:
            return true
        case _ where hasCarriageReturn:
            throw .malformed(.delimiterLine)
        case ASCII.hyphen where hyphens < 2 && padding == 0:
            hyphens += 1
        case _ where hyphens == 1:
            throw .malformed(.delimiterLine)
        case ASCII.carriageReturn:
            hasCarriageReturn = true
        case ASCII.space where padding < Self.maximumPadding, ASCII.tab where padding < Self.maximumPadding:
            padding += 1
        default:
            throw .malformed(.delimiterLine)
        }
        return false
    }
}
