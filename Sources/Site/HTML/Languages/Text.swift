import Accounts

/// Words for people, in the reader's language.
///
/// Write them in English where they are used: `Text("This page takes at most \(limit).")`. In the catalogues of the
/// other languages that English is the key, with `{1}` and `{2}` for interpolated values.
struct Text: Hashable, Sendable {
    private enum Content: Hashable {
        case verbatim(String)
        /// The English words, in the singular where there is one.
        case words(key: String, plural: String?, count: Int, arguments: [String])
    }

    private let content: Content

    init(_ words: Words) {
        content = .words(key: words.key, plural: nil, count: 1, arguments: words.arguments)
    }

    /// Words that depend on a number.
    ///
    /// - Parameter one: for numbers that take the singular; it may omit the number.
    init(_ count: Int, one: Words, other: Words) {
        content = .words(key: one.key, plural: other.key, count: count, arguments: other.arguments)
    }

    /// Text that is the same in all languages, such as a name or a number.
    init(verbatim text: String) {
        content = .verbatim(text)
    }

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
        switch content {
        case .verbatim(let text): return text
        case .words(let key, let plural, let count, let arguments):
            let form = catalog.form(of: key, plural: plural, count: count)
            return arguments.isEmpty ? form : Self.filled(form, with: arguments)
        }
    }

    /// Puts arguments in the place of `{1}`, `{2}` and so on.
    private static func filled(_ form: String, with arguments: [String]) -> String {
        form.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { index, piece in
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
    /// Writes the same text.
    func write(in catalog: Catalog, to html: inout HTML)
}

extension Localizable {
    func write(in catalog: Catalog, to html: inout HTML) {
        html.append(escaping: text(in: catalog))
    }

    /// For logs and the command line.
    var english: String { text(in: .english) }
}
