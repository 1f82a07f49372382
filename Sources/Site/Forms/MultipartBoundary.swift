import Support

/// The boundary a request's Content-Type announces for its `multipart/form-data` body.
struct MultipartBoundary: Equatable, Sendable {
    /// The longest boundary, in bytes (RFC 2046 section 5.1.1).
    static let maximumLength = 70

    private static let punctuation = Set("'()+_,-./:=? ".utf8)

    private let bytes: [UInt8]

    /// What ends a part's data: CRLF, `--` and the boundary (RFC 2046 section 5.1.1).
    ///
    /// Its CR is its only one, as no boundary may hold a control character; `DelimiterScanner` depends on that.
    var delimiter: [UInt8] {
        [ASCII.carriageReturn, ASCII.lineFeed, ASCII.hyphen, ASCII.hyphen] + bytes
    }

    /// Reads a Content-Type header's value; nil unless it is `multipart/form-data` with one proper boundary.
    init?(contentType: String) {
        guard !contentType.utf8.contains(where: ASCII.isForbiddenControl),
            let header = try? HeaderValue(parsing: contentType.utf8),
            header.value == "multipart/form-data",
            let boundary = header.parameters["boundary"]?.bytes,
            (1...Self.maximumLength).contains(boundary.count),
            boundary.last != ASCII.space,
            boundary.allSatisfy(Self.isBoundaryCharacter)
        else { return nil }
        bytes = boundary
    }

    /// Whether `byte` is one of the `bchars` of RFC 2046 section 5.1.1.
    private static func isBoundaryCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: punctuation.contains(byte)
        }
    }
}
