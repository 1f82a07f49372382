import Accounts
import Foundation

/// What somebody searches for: words, `"phrases"`, beginnings of words with a star (`gard*`), and `from:name`,
/// `in:room`, `before:` and `after:2026-01-31`, `has:file`.
public struct SearchQuery: Hashable, Sendable {
    public enum Problem: Error, Hashable, Sendable {
        case tooLong
        /// There is nothing to look for.
        case empty
        /// A star after a single letter, with which too many words begin.
        case shortPrefix
        /// `before:` or `after:` without a day.
        case notADay
        /// Nobody has the name after `from:`.
        case noSuchPerson(String)
        /// No room that the person may see has the name after `in:`.
        case noSuchRoom(String)
        /// There is too much to look through.
        case takesTooLong
    }

    public static let byteLimit = 400
    static let termLimit = 12
    /// Words of all terms: what is behind them is not looked for.
    static let wordLimit = 24

    /// All of which must be in the message.
    public private(set) var terms: [SearchTerm] = []
    public private(set) var author: String?
    public private(set) var room: String?
    /// The first moment after the days that are searched.
    public private(set) var before: Date?
    /// The first moment of the days that are searched.
    public private(set) var since: Date?
    public private(set) var hasFile = false

    /// - Parameter timeZone: in which days begin; nil for UTC.
    public init(_ text: String, timeZone: TimeZoneName? = nil) throws(Problem) {
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong }
        for part in Self.parts(of: text) { try add(part, timeZone) }
        if isEmpty { throw .empty }
    }

    private var isEmpty: Bool {
        terms.isEmpty && author == nil && room == nil && before == nil && since == nil && !hasFile
    }

    private struct Part {
        var text = ""
        var isPhrase = false
        /// Between quotation marks, where a blank ends nothing.
        var isQuoted = false
    }

    /// Splits at blanks outside of quotation marks, which may begin a part or follow a colon.
    private static func parts(of text: String) -> [Part] {
        var (parts, part) = ([Part](), Part())
        for character in text {
            switch character {
            case "\"" where !part.isQuoted && part.text.hasSuffix(":"): part.isQuoted = true
            case "\"" where part.isQuoted || part.text.isEmpty:
                parts.append(part)
                part = Part(isPhrase: !part.isQuoted, isQuoted: !part.isQuoted)
            case _ where character.isWhitespace && !part.isQuoted:
                parts.append(part)
                part = Part()
            default: part.text.append(character)
            }
        }
        return (parts + [part]).filter { !$0.text.isEmpty }
    }

    private mutating func add(_ part: Part, _ timeZone: TimeZoneName?) throws(Problem) {
        let halves = part.text.split(separator: ":", maxSplits: 1).map(String.init)
        guard !part.isPhrase, halves.count == 2 else { return try addTerm(part) }
        switch halves[0].lowercased() {
        case "from": author = halves[1].hasPrefix("@") ? String(halves[1].dropFirst()) : halves[1]
        case "in": room = halves[1].hasPrefix("#") ? String(halves[1].dropFirst()) : halves[1]
        case "before": before = try Self.start(of: halves[1], timeZone)
        // Not the day itself, as elsewhere.
        case "after": since = try Self.start(of: halves[1], timeZone, plus: 1)
        case "has" where halves[1].lowercased() == "file": hasFile = true
        default: try addTerm(part)
        }
    }

    private mutating func addTerm(_ part: Part) throws(Problem) {
        let room = Self.wordLimit - terms.reduce(0) { $0 + $1.words.count }
        guard terms.count < Self.termLimit, room > 0,
            let term = SearchTerm(part.text, isPhrase: part.isPhrase, wordLimit: room),
            !terms.contains(where: { ($0.words, $0.isPrefix) == (term.words, term.isPrefix) })
        else { return }
        guard !term.isShortPrefix else { throw .shortPrefix }
        terms.append(term)
    }

    private static func start(
        of day: String, _ timeZone: TimeZoneName?, plus days: Int = 0
    ) throws(Problem) -> Date {
        guard let date = Date(startOf: day, plus: days, in: timeZone) else { throw .notADay }
        return date
    }
}
