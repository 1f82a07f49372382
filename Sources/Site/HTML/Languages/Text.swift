import Accounts

/// Words for people, in the reader's language.
///
/// Write them in English where they are used: `Text("This page takes at most \(limit).")`. In the catalogues of the
/// other languages that English is the key, with `{1}` and `{2}` for interpolated values.
struct Text: Hashable, Sendable {
    /// The English words, in the singular where there is one.
    private let key: String
    private let plural: String?
    private let count: Int
    private let arguments: [String]

    init(_ words: Words) {
        (key, plural, count, arguments) = (words.key, nil, 1, words.arguments)
    }

    /// Words that depend on a number.
    ///
    /// - Parameter one: for numbers that take the singular; it may omit the number.
    init(_ count: Int, one: Words, other: Words) {
        (key, plural, self.count, arguments) = (one.key, other.key, count, other.arguments)
    }

    /// Text that is the same in all languages, such as a name or a number.
    init(verbatim text: String) {
        (key, plural, count, arguments) = (Self.verbatimKey, nil, 1, [text])
    }

    private static let verbatimKey = "{1}"

    /// A literal with its interpolated values.
    struct Words: ExpressibleByStringInterpolation, Sendable {
        fileprivate let key: String
        fileprivate let arguments: [String]

        init(stringLiteral value: String) {
            (key, arguments) = (value, [])
        }

        init(stringInterpolation interpolation: StringInterpolation) {
            (key, arguments) = (interpolation.key, interpolation.arguments)
        }

        struct StringInterpolation: StringInterpolationProtocol {
            fileprivate var key = ""
            fileprivate var arguments: [String] = []

            init(literalCapacity: Int, interpolationCount: Int) {}

            mutating func appendLiteral(_ literal: String) {
                key += literal
            }

            mutating func appendInterpolation(_ value: some CustomStringConvertible) {
                arguments.append(value.description)
                key += "{\(arguments.count)}"
            }
        }
    }
}

extension Text: Localizable {
    func text(in catalog: Catalog) -> String {
        if key == Self.verbatimKey { return arguments[0] }
        let form = catalog.form(of: key, plural: plural, count: count)
        guard !arguments.isEmpty else { return form }
        return form.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { index, piece in
            guard index > 0, let end = piece.firstIndex(of: "}"), let number = Int(piece[..<end]),
                arguments.indices.contains(number - 1)
            else { return index == 0 ? String(piece) : "{" + piece }
            return arguments[number - 1] + piece[piece.index(after: end)...]
        }.joined()
    }
}

/// Anything that has different words in each language.
protocol Localizable: Sendable {
    func text(in catalog: Catalog) -> String
}

extension Localizable {
    /// For logs and the command line.
    var english: String { text(in: .english) }
}
