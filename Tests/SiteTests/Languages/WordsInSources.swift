import Foundation
import Stencil
import Testing

@testable import Site
@testable import SiteTestSupport

/// The English that stands in the program's sources and templates, as the catalogues of other languages have it.
struct WordsInSources {
    /// The words, with their plural where they have one.
    private(set) var keys: [String: String?] = [:]

    /// All that `Text` is made of in the sources of the site.
    static func swift() throws -> WordsInSources {
        var words = WordsInSources()
        for file in try files(in: "Sources/Site", with: "swift") {
            let source = try String(contentsOf: file, encoding: .utf8)
            for start in source.ranges(of: "Text(").map(\.upperBound) where !source[start...].hasPrefix("verbatim:") {
                var reader = LiteralReader(source[start...])
                words.take(reader.argumentsOfText())
            }
        }
        return words
    }

    /// All that stands between `{% text %}` and `{% endtext %}`.
    static func templates() throws -> WordsInSources {
        var words = WordsInSources()
        let environment = Environment()
        for file in try files(in: "Templates", with: "html") + files(in: "Templates", with: "xml") {
            var rest = try TemplateToken.tokens(
                of: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent, in: environment)[...]
            while let token = rest.popFirst() {
                guard token.words.first == "text" else { continue }
                words.keys[try TranslatedWords(of: token, takingFrom: &rest).key] = .some(nil)
            }
        }
        return words
    }

    static func files(in folder: String, with fileExtension: String) throws -> [URL] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../" + folder)
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == fileExtension }
    }

    private mutating func take(_ literals: [String]) {
        guard let first = literals.first else { return }
        keys[first] = literals.count > 1 ? literals[1] : .some(nil)
    }
}

/// Reads string literals of Swift as far as `Text` uses them.
private struct LiteralReader {
    private var rest: Substring

    init(_ rest: Substring) {
        self.rest = rest
    }

    /// The literals at the level of the call's own arguments: one, or singular and plural.
    mutating func argumentsOfText() -> [String] {
        var (literals, depth) = ([String](), 1)
        while depth > 0, let character = rest.first {
            if character == "\"" {
                let literal = literal()
                if depth == 1 { literals.append(literal) }
                continue
            }
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            rest = rest.dropFirst()
        }
        return literals
    }

    /// A literal with `{1}`, `{2}` for what it interpolates.
    private mutating func literal() -> String {
        let isLong = rest.hasPrefix("\"\"\"")
        rest = rest.dropFirst(isLong ? 3 : 1)
        let end = isLong ? "\"\"\"" : "\""
        var (text, interpolations) = ("", 0)
        while !rest.isEmpty, !rest.hasPrefix(end) {
            let character = rest.removeFirst()
            guard character == "\\", let next = rest.first else {
                text.append(character)
                continue
            }
            rest = rest.dropFirst()
            switch next {
            case "(":
                interpolations += 1
                text += "{\(interpolations)}"
                skipInterpolation()
            // The next line goes on with this one.
            case "\n": rest = rest.drop { $0 == " " }
            default: text.append(next)
            }
        }
        rest = rest.dropFirst(end.count)
        return isLong ? text.trimmingCharacters(in: .whitespacesAndNewlines) : text
    }

    private mutating func skipInterpolation() {
        var depth = 1
        while depth > 0, !rest.isEmpty {
            let character = rest.removeFirst()
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
        }
    }
}
