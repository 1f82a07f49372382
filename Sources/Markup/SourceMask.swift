import Support

/// Hides from cmark the characters that are not to be markup.
///
/// Each hidden character is replaced with a noncharacter of Unicode, and put back in everything that is read from the
/// tree. The source's own noncharacters become U+FFFD, so that nobody can forge one, and so
/// do its NULs. What is hidden:
///
/// - `<` and `&`: HTML and character references are text.
/// - `:` after `]`: "[Ann]: hello" is a link reference definition, which would not be shown.
/// - `!` before `[`: an image is a link. cmark's images also take quadratic time.
/// - `_`, `*` and `~` in addresses, `_` in mentions: they belong to the name.
/// - The markers of quotes and lists nested too deeply: time is depth times lines.
struct SourceMask {
    private static let hidden = Array("<&:!_*~-+>.)".utf8)
    /// U+FDD0 to U+FDEF are noncharacters. Their third bytes are consecutive.
    private static let lead: (UInt8, UInt8) = (0xEF, 0xB7)
    private static let trail: ClosedRange<UInt8> = 0x90...0xAF
    private static let replacement = Array("\u{FFFD}".utf8)

    /// The `!` of an image, as it comes out of the tree.
    static let maskedExclamationMark = mask(of: UInt8(ascii: "!"))

    private let source: ArraySlice<UInt8>
    private let scanner: TextScanner
    private let depth: Int
    private var masked: [UInt8] = []
    private var index: Int

    static func masking(_ source: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
        var mask = SourceMask(source, depth: depth)
        return mask.run()
    }

    private init(_ source: ArraySlice<UInt8>, depth: Int) {
        self.source = source
        self.depth = depth
        scanner = TextScanner(bytes: source)
        index = source.startIndex
        masked.reserveCapacity(source.count + source.count / 8)
    }

    private mutating func run() -> [UInt8] {
        maskLinePrefix()
        while index < source.endIndex {
            step()
        }
        return masked
    }

    private mutating func step() {
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            keep()
            maskLinePrefix()
        case UInt8(ascii: "<"):
            if isBracketedAddress { keep() } else { hide() }
        case UInt8(ascii: "&"): hide()
        case UInt8(ascii: ":") where source.byte(at: index - 1) == UInt8(ascii: "]"): hide()
        case UInt8(ascii: "!") where source.byte(at: index + 1) == UInt8(ascii: "["): hide()
        case UInt8(ascii: "@"): maskName()
        case 0:
            masked += Self.replacement
            index += 1
        case Self.lead.0 where isNoncharacter(at: index):
            masked += Self.replacement
            index += 3
        default:
            if let end = scanner.address(at: index) { maskAddress(to: end) } else { keep() }
        }
    }
}

extension SourceMask {
    private mutating func keep() {
        masked.append(source[index])
        index += 1
    }

    private mutating func hide() {
        masked += Self.mask(of: source[index])
        index += 1
    }

    private mutating func maskName() {
        let end = scanner.name(at: index) ?? index
        keep()
        while index < end {
            let isWithin = source.byte(at: index + 1).map(ASCIISet.alphanumeric.contains) ?? false
            if source[index] == UInt8(ascii: "_"), isWithin { hide() } else { keep() }
        }
    }

    private mutating func maskAddress(to end: Int) {
        while index < end {
            switch source[index] {
            case UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: "&"): hide()
            case Self.lead.0 where isNoncharacter(at: index): step()
            default: keep()
            }
        }
    }

    /// Whether something like `<https://example.org>` begins at the index.
    private var isBracketedAddress: Bool {
        guard let end = scanner.address(at: index + 1) else { return false }
        return source[end...].first { !ASCIISet.sentenceEnd.contains($0) } == UInt8(ascii: ">")
    }

    /// Passes the markers of quotes and lists at the beginning of a line, and hides the one that nests too deeply: by
    /// the markers before it on the line, or by its indentation, as each level of a list takes two columns.
    private mutating func maskLinePrefix() {
        var column = 0
        for count in 0... {
            while let byte = source.byte(at: index), byte.isBlank {
                column += byte == UInt8(ascii: "\t") ? 4 - column % 4 : 1
                keep()
            }
            guard let length = markerLength else { return }
            let isTooDeep = count >= depth || column >= 2 * depth
            for _ in 1..<length { keep() }
            if isTooDeep { return hide() }
            keep()
            column += length
        }
    }

    /// The bytes of the marker of a quote or a list item at the index.
    private var markerLength: Int? {
        guard let first = source.byte(at: index) else { return nil }
        var end = index + 1
        switch first {
        case UInt8(ascii: ">"): return 1
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): break
        default:
            end = index + source[index...].prefix(10).prefix(while: ASCII.isDigit).count
            guard end > index, let byte = source.byte(at: end), byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")")
            else { return nil }
            end += 1
        }
        guard let next = source.byte(at: end), !next.isBlank, !next.isLineEnd else { return end - index }
        return nil
    }
}

extension SourceMask {
    private static func mask(of byte: UInt8) -> [UInt8] {
        guard let number = hidden.firstIndex(of: byte) else { return [byte] }
        return [lead.0, lead.1, trail.lowerBound + UInt8(number)]
    }

    private func isNoncharacter(at index: Int) -> Bool {
        source.byte(at: index + 1) == Self.lead.1 && source.byte(at: index + 2).map(Self.trail.contains) == true
    }

    /// Puts back what was hidden.
    static func unmask(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            result.append(byte)
            let number = Int(byte) - Int(trail.lowerBound)
            guard hidden.indices.contains(number), result.count >= 3, result[result.count - 2] == lead.1,
                result[result.count - 3] == lead.0
            else { continue }
            result.removeLast(3)
            result.append(hidden[number])
        }
        return result
    }
}
