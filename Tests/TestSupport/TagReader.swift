import Foundation

/// Cuts a page into tags and texts, with character references resolved.
public struct TagReader {
    public enum Token {
        case text(String)
        case start(String, [String: String], isClosed: Bool)
        case end(String)
    }

    private static let void: Set = ["meta", "link", "input", "img", "br", "hr"]

    private var rest: Substring

    public init(_ html: String) {
        rest = html[...]
    }

    public mutating func next() -> Token? {
        guard let first = rest.first else { return nil }
        guard first == "<" else { return .text(Self.resolve(take { $0 != "<" })) }
        if rest.hasPrefix("<!") {
            _ = take { $0 != ">" }
            rest = rest.dropFirst()
            return next()
        }
        rest = rest.dropFirst()
        if rest.first == "/" {
            let name = take { $0 != ">" }.dropFirst()
            rest = rest.dropFirst()
            return .end(name.lowercased())
        }
        return start()
    }

    private mutating func start() -> Token {
        let name = take { !$0.isWhitespace && $0 != ">" && $0 != "/" }.lowercased()
        var attributes: [String: String] = [:]
        while let character = rest.first, character != ">" {
            if character.isWhitespace || character == "/" {
                if rest.hasPrefix("/>") {
                    rest = rest.dropFirst(2)
                    return .start(name, attributes, isClosed: true)
                }
                rest = rest.dropFirst()
            } else {
                let (key, value) = attribute()
                attributes[key] = value
            }
        }
        rest = rest.dropFirst()
        return .start(name, attributes, isClosed: Self.void.contains(name))
    }

    private mutating func attribute() -> (String, String) {
        let name = take { $0 != "=" && $0 != ">" && $0 != "/" && !$0.isWhitespace }.lowercased()
        guard rest.first == "=" else { return (name, "") }
        rest = rest.dropFirst()
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            return (name, Self.resolve(take { !$0.isWhitespace && $0 != ">" }))
        }
        rest = rest.dropFirst()
        let value = take { $0 != quote }
        rest = rest.dropFirst()
        return (name, Self.resolve(value))
    }

    private mutating func take(while condition: (Character) -> Bool) -> Substring {
        let taken = rest.prefix(while: condition)
        rest = rest[taken.endIndex...]
        return taken
    }

    private static func resolve(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        let names = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
        let resolved = names.reduce(String(text)) { $0.replacing($1.key, with: $1.value) }
        return resolved.replacing("&amp;", with: "&")
    }
}
