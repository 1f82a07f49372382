import Accounts

/// One of the two pages that keep the messages of a room coming: `a1-en`.
///
/// Browsers keep them for a week and show them also while the site is away. So the name says all that they depend on: the
/// language, and a version, which grows when their content changes.
struct KeeperName: PathParameter, Hashable {
    enum Side: String {
        /// Holds the stream.
        case a
        /// Holds the newest messages as they are, so that the page is complete and browsers stop their spinners.
        case b

        var other: Side { self == .a ? .b : .a }
    }

    static let version = 1

    let side: Side
    let version: Int
    let language: Language

    /// The current one.
    init(_ side: Side, in language: Language) {
        (self.side, self.language, version) = (side, language, Self.version)
    }

    init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard description.utf8.count < 10, parts.count == 2, let side = Side(rawValue: String(parts[0].prefix(1))),
            let version = Int(parts[0].dropFirst()), version > 0, let language = Language(rawValue: String(parts[1]))
        else { return nil }
        (self.side, self.version, self.language) = (side, version, language)
        guard self.description == description else { return nil }
    }

    private init(_ side: Side, _ version: Int, _ language: Language) {
        (self.side, self.version, self.language) = (side, version, language)
    }

    var description: String { "\(side.rawValue)\(version)-\(language.rawValue)" }

    /// The page that follows when what this one holds has ended.
    var other: KeeperName { KeeperName(side.other, version, language) }
}
