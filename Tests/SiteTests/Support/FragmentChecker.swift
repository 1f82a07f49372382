@testable import Site

/// Checks the HTML of a message byte by byte: only the tags and attributes that messages are made of, in the only way
/// of writing them, balanced, with everything else escaped.
struct FragmentChecker {
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    /// The elements, and those within which they may stand. Text stands in paragraphs and code alone.
    private static let parents: [String: Set<String>] = {
        let flow: Set = ["", "blockquote", "li"]
        let phrasing: Set = ["p", "strong", "em", "s", "a"]
        return [
            "p": flow, "pre": flow, "blockquote": flow, "ul": flow, "ol": flow, "hr": flow, "li": ["ul", "ol"],
            "strong": phrasing, "em": phrasing, "s": phrasing, "br": phrasing, "code": phrasing.union(["pre"]),
            "a": phrasing.subtracting(["a"]),
        ]
    }()
    private static let escapes = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]

    private var rest: Substring.UTF8View
    private var open: [String] = []

    static func check(_ html: HTML) throws(Mistake) {
        let text = html.text
        guard Array(text.utf8) == html.bytes else { throw Mistake(description: "not UTF-8") }
        var checker = FragmentChecker(rest: text[...].utf8)
        try checker.run()
    }

    private mutating func run() throws(Mistake) {
        while let byte = rest.first {
            if byte == UInt8(ascii: "<") {
                try tag()
            } else {
                guard open.contains("p") || open.last == "code" else { throw mistake("text outside of a paragraph") }
                try character()
            }
        }
        guard open.isEmpty else { throw mistake("\(open) not closed") }
    }

    private mutating func character() throws(Mistake) {
        switch rest.first {
        case UInt8(ascii: "&"):
            guard let escape = Self.escapes.first(where: { rest.starts(with: $0.utf8) }) else { throw mistake("&") }
            rest = rest.dropFirst(escape.utf8.count)
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0, nil:
            throw mistake("an unescaped character")
        default: rest = rest.dropFirst()
        }
    }

    private mutating func tag() throws(Mistake) {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { throw mistake("an unclosed tag") }
        let content = Substring(rest[rest.index(after: rest.startIndex)..<end])
        if content.hasPrefix("/") {
            guard open.last.map({ "/" + $0 == content }) == true else { throw mistake("an unbalanced tag") }
            open.removeLast()
        } else {
            let name = String(content.prefix { $0 != " " })
            try checkPlace(of: name)
            try checkAttributes(of: name, String(content.dropFirst(name.count)))
            if name != "br", name != "hr" { open.append(name) }
        }
        rest = rest[rest.index(after: end)...]
    }

    private func checkPlace(of name: String) throws(Mistake) {
        guard let parents = Self.parents[name], parents.contains(open.last ?? "") else { throw mistake("<\(name)>") }
        guard name != "a" || !open.contains("a") else { throw mistake("a link in a link") }
    }

    private func checkAttributes(of name: String, _ text: String) throws(Mistake) {
        let isAllowed =
            switch name {
            case "p": text == #" dir="auto""#
            case "pre": text == #" tabindex="0""#
            case "code" where open.last == "pre":
                text.isEmpty || text.wholeMatch(of: /\ class="language-[A-Za-z0-9+#._-]{1,32}"/) != nil
            case "ol": text.wholeMatch(of: /\ start="[0-9]{1,9}"/) != nil
            case "a": Self.isLink(text)
            default: text.isEmpty
            }
        guard isAllowed else { throw mistake("the attributes of <\(name)\(text)>") }
    }

    private static func isLink(_ text: String) -> Bool {
        if text.wholeMatch(of: /\ href="\/people\/[a-z0-9_.-]{3,32}" class="mention( own-mention)?"/) != nil {
            return true
        }
        if text.wholeMatch(of: /\ href="\/rooms\/[0-9]+" class="room-link"/) != nil { return true }
        let link = /\ href="(?i:https?:\/\/|mailto:)[^"<>`\\\x00-\x20\x7F]+" rel="noopener nofollow ugc"/
        guard text.wholeMatch(of: link.matchingSemantics(.unicodeScalar)) != nil else { return false }
        // A character reference in it is one of our own escapes.
        return text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).dropFirst().allSatisfy {
            part in escapes.contains { part.starts(with: $0.utf8.dropFirst()) }
        }
    }

    private func mistake(_ description: String) -> Mistake {
        Mistake(description: "\(description) before \(String(Substring(rest)).prefix(80).debugDescription)")
    }
}
