extension MultipartParser {
    /// How much of everything but file data one body may have. The length of the whole body is the caller's to bound.
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
