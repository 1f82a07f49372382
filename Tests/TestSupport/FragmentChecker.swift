/// Checks the HTML of a message byte by byte: only the tags and attributes that messages are made of, in the only way
/// of writing them, balanced, with everything else escaped.
public struct FragmentChecker {
    public struct Mistake: Error, CustomStringConvertible {
        public let description: String
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

    /// - Parameter html: in UTF-8.
    public static func check(_ html: [UInt8]) throws(Mistake) {
        guard let text = String(validating: html, as: UTF8.self) else { throw Mistake(description: "not UTF-8") }
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
            case "code" where open.last == "pre": text.isEmpty || Self.isLanguage(text)
            case "ol":
                Self.part(of: text, between: #" start=""#, and: "\"").map { number in
                    (1...9).contains(number.count) && number.allSatisfy(Self.isDigit)
                } ?? false
            case "a": Self.isLink(text)
            default: text.isEmpty
            }
        guard isAllowed else { throw mistake("the attributes of <\(name)\(text)>") }
    }

    private static func isLanguage(_ text: String) -> Bool {
        guard let name = part(of: text, between: #" class="language-"#, and: "\"") else { return false }
        return (1...32).contains(name.count)
            && name.allSatisfy { isDigit($0) || isLowercase($0 | 0x20) || "+#._-".utf8.contains($0) }
    }

    private static func isLink(_ text: String) -> Bool {
        for end in [#"" class="mention""#, #"" class="mention own-mention""#] {
            guard let name = part(of: text, between: #" href="/people/"#, and: end) else { continue }
            return (3...32).contains(name.count)
                && name.allSatisfy { isDigit($0) || isLowercase($0) || "_.-".utf8.contains($0) }
        }
        if let number = part(of: text, between: #" href="/rooms/"#, and: #"" class="room-link""#) {
            return !number.isEmpty && number.allSatisfy(isDigit)
        }
        guard let link = part(of: text, between: #" href=""#, and: #"" rel="noopener nofollow ugc""#) else {
            return false
        }
        let scheme = ["http://", "https://", "mailto:"].first { scheme in
            link.starts(with: scheme.utf8) { $0 == $1 || $0 | 0x20 == $1 }
        }
        guard let scheme, link.count > scheme.utf8.count else { return false }
        guard link.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !"\"<>`\\".utf8.contains($0) }) else { return false }
        // A character reference in it is one of our own escapes.
        return link.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).dropFirst().allSatisfy {
            part in escapes.contains { part.starts(with: $0.utf8.dropFirst()) }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLowercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    /// What stands in `text` between what it begins and ends with. Not with a regular expression: there are tens of
    /// thousands of tags to check, and to compile one takes longer than all else.
    private static func part(of text: String, between start: String, and end: String) -> Substring.UTF8View? {
        let (bytes, length) = (text[...].utf8, start.utf8.count + end.utf8.count)
        guard bytes.count >= length, bytes.starts(with: start.utf8),
            bytes.suffix(end.utf8.count).elementsEqual(end.utf8)
        else { return nil }
        return bytes.dropFirst(start.utf8.count).dropLast(end.utf8.count)
    }

    private func mistake(_ description: String) -> Mistake {
        Mistake(description: "\(description) before \(String(Substring(rest)).prefix(80).debugDescription)")
    }
}
