/// The part of a message around the first thing that was searched for, with all such things in it marked.
struct SearchExcerpt: Hashable, Sendable {
    /// What is shown before the first match, in bytes.
    private static let lead = 80
    /// What is shown of the whole, in bytes.
    private static let length = 400

    private let text: String
    private let matches: [Range<Int>]
    /// What is shown, in UTF-8 bytes: whole scalars.
    private let part: Range<Int>

    /// - Parameter matches: ranges of the text's UTF-8 bytes, in order and apart.
    init(of text: String, matches: [Range<Int>]) {
        let bytes = Array(text.utf8)
        let first = min(matches.first?.lowerBound ?? 0, bytes.count)
        var start = max(0, first - Self.lead)
        if start > 0 {
            // Rather begin with a word.
            start = bytes[start..<first].firstIndex { $0 <= UInt8(ascii: " ") }.map { $0 + 1 } ?? start
        }
        while start < bytes.count, bytes[start].isContinuation { start += 1 }
        var end = min(bytes.count, start + Self.length)
        while end < bytes.count, end > start, bytes[end].isContinuation { end -= 1 }
        self.text = text
        self.matches = matches
        part = start..<end
    }

    var html: HTML {
        var html = HTML()
        var place = part.lowerBound
        if place > 0 { html.append(literal: "…") }
        for match in matches.map({ $0.clamped(to: part) }) where !match.isEmpty && match.lowerBound >= place {
            html.append(escaping: piece(place..<match.lowerBound))
            html.append(literal: "<mark>")
            html.append(escaping: piece(match))
            html.append(literal: "</mark>")
            place = match.upperBound
        }
        html.append(escaping: piece(place..<part.upperBound))
        if part.upperBound < text.utf8.count { html.append(literal: "…") }
        return html
    }

    private func piece(_ range: Range<Int>) -> String {
        String(decoding: text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether a scalar of several bytes goes on with this one.
    fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
}
