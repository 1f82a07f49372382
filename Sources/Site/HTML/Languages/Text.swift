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
        var text = ""
        forEachPiece(in: catalog) { text += String(decoding: $0, as: UTF8.self) }
        return text
    }

    /// No string is made: a page may have a hundred texts.
    func write(in catalog: Catalog, to html: inout HTML) {
        forEachPiece(in: catalog) { html.append(escaping: $0) }
    }

    private typealias Piece = Slice<UnsafeBufferPointer<UInt8>>

    private func forEachPiece(in catalog: Catalog, _ body: (Piece) -> Void) {
        switch content {
        case .verbatim(var text): text.withUTF8 { body($0[...]) }
        case .words(let key, let plural, let count, let arguments):
            var form = catalog.form(of: key, plural: plural, count: count)
            form.withUTF8 { Self.fill($0[...], with: arguments, body) }
        }
    }

    /// Puts arguments in the place of `{1}`, `{2}` and so on.
    private static func fill(_ form: Piece, with arguments: [String], _ body: (Piece) -> Void) {
        var (rest, searched) = (form, form)
        while let open = searched.firstIndex(of: UInt8(ascii: "{")) {
            searched = searched[(open + 1)...]
            guard let digit = searched.first, searched.dropFirst().first == UInt8(ascii: "}"),
                arguments.indices.contains(Int(digit) - Int(UInt8(ascii: "1")))
            else { continue }
            body(rest[..<open])
            var argument = arguments[Int(digit - UInt8(ascii: "1"))]
            argument.withUTF8 { body($0[...]) }
            (rest, searched) = (searched.dropFirst(2), searched.dropFirst(2))
        }
        body(rest)
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
