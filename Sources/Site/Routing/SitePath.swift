/// A path of the site: the pattern that routes match, and the paths that links and redirects lead to.
///
/// A parameter stands for one whole segment and is written `:name`. The types of the parameters belong to the type of
/// the path, in the same order: `SitePath<RoomID, MessageID>` for `/rooms/:room/messages/:message`.
struct SitePath<each Parameter: PathParameter>: Sendable, ExpressibleByStringLiteral {
    let pattern: String
    /// What stands before the first parameter, between two, and after the last.
    private let pieces: [String]

    init(stringLiteral pattern: String) {
        self.pattern = pattern
        pieces = pattern.pathSegments.reduce(into: [""]) { pieces, segment in
            pieces[pieces.count - 1] += segment.isParameter ? "/" : "/" + segment
            if segment.isParameter { pieces.append("") }
        }
        var types = 0
        for _ in repeat (each Parameter).self { types += 1 }
        precondition(pattern.isAbsolutePath, "\(pattern) does not begin with a slash")
        precondition(
            pieces.count - 1 == types,
            "\(pattern) needs one type for each of its parameters")
    }

    /// The path with these values for its parameters.
    func callAsFunction(_ parameter: repeat each Parameter) -> String {
        address(at: "", repeat each parameter)
    }

    /// The address of the path at an origin.
    func address(at origin: String, _ parameter: repeat each Parameter) -> String {
        var (path, number) = (origin, 0)
        path.reserveCapacity(origin.utf8.count + 48)
        path += pieces[0]
        for value in repeat each parameter {
            number += 1
            path += value.description
            path += pieces[number]
        }
        return path
    }
}

/// A path without parameters.
typealias FixedPath = SitePath<>

extension String {
    fileprivate var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }

    /// What stands between the slashes: `["profile", "avatar"]` for `/profile/avatar`, `[""]` for `/`.
    var pathSegments: [Substring] {
        utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().map(Substring.init)
    }
}

extension Substring {
    /// Whether this segment of a pattern is a parameter.
    var isParameter: Bool { utf8.first == UInt8(ascii: ":") }
}
