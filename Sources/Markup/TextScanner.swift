import Support

/// Finds bare addresses, mentions and rooms in text.
struct TextScanner {
    enum Match: Hashable {
        case link(LinkTarget)
        case mention
        case room
        /// Looks like one of these and is none: not to be looked at again.
        case text
    }

    private static let nameLengths = 3...32
    private static let roomByteLimit = 240

    let bytes: ArraySlice<UInt8>

    /// What begins at this index, and where it ends.
    func match(at index: Int) -> (Match, end: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "@"): return name(at: index).map { (.mention, $0) }
        case UInt8(ascii: "#"): return room(at: index).map { (.room, $0) }
        default:
            guard let end = address(at: index) else { return nil }
            return (LinkTarget(String(decoding: bytes[index..<end], as: UTF8.self)).map(Match.link) ?? .text, end)
        }
    }

    /// The end of the name that follows the `@` at this index.
    func name(at index: Int) -> Int? {
        guard isBoundary(before: index) else { return nil }
        let run = bytes[(index + 1)...].prefix(Self.nameLengths.upperBound * 2).prefix(while: ASCIISet.name.contains)
        guard bytes.byte(at: run.endIndex) != UInt8(ascii: "@") else { return nil }
        // A full stop or a dash at the end belongs to the sentence.
        var end = run.endIndex
        while end > run.startIndex, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") {
            end -= 1
        }
        return Self.nameLengths.contains(end - run.startIndex) ? end : nil
    }

    /// The end of the room's name that follows the `#` at this index: letters and digits of any script, `_` and `-`.
    private func room(at index: Int) -> Int? {
        guard isBoundary(before: index) else { return nil }
        let window = bytes[(index + 1)...].prefix(Self.roomByteLimit + 4)
        let run = window.prefix { $0 >= 0x80 || ($0 != UInt8(ascii: ".") && ASCIISet.name.contains($0)) }
        // Most rooms have ASCII names; others may end within the run, at a scalar that is no letter.
        var end = run.startIndex
        for scalar in String(decoding: run, as: UTF8.self).unicodeScalars {
            guard
                scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || scalar.properties.generalCategory == .nonspacingMark
            else { break }
            end += UTF8.width(scalar)
        }
        while end > run.startIndex, bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
        return (1...Self.roomByteLimit).contains(end - run.startIndex) ? end : nil
    }

    /// The end of the address that begins at this index.
    func address(at index: Int) -> Int? {
        // Asked at every byte of a text, and most begin no scheme.
        guard let first = bytes.byte(at: index), LinkTarget.Scheme.canBegin(with: first),
            let scheme = LinkTarget.Scheme(startOf: bytes[index...]),
            bytes.byte(at: index - 1).map(ASCIISet.alphanumeric.contains) != true
        else { return nil }
        let start = index + scheme.prefix.count
        guard let first = bytes.byte(at: start), ASCIISet.alphanumeric.contains(first) || first >= 0x80 else {
            return nil
        }
        var open = 0
        let run = bytes[start...].prefix(LinkTarget.byteLimit).prefix { byte in
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") { open -= 1 }
            return byte > ASCII.space && byte != ASCII.delete && !ASCIISet.addressEnd.contains(byte) && open >= 0
        }
        var end = run.endIndex
        while end > start, ASCIISet.sentenceEnd.contains(bytes[end - 1]) { end -= 1 }
        return end > start ? end : nil
    }

    /// Whether the character before does not belong to the same word.
    private func isBoundary(before index: Int) -> Bool {
        guard let byte = bytes.byte(at: index - 1) else { return true }
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "&"): return false
        default: return !ASCIISet.alphanumeric.contains(byte)
        }
    }
}
