/// Text that a browser may read as HTML.
///
/// There are two ways to come by one: escaping a string, and rendering a template, which prints nothing else.
struct HTML: Hashable, Sendable {
    let text: String

    /// Escapes what has a meaning in HTML text and in quoted attribute values (OWASP XSS prevention cheat sheet).
    init(escaping string: String) {
        guard string.utf8.contains(where: Self.isSpecial) else {
            text = string
            return
        }
        var escaped = ""
        escaped.reserveCapacity(string.utf8.count + 32)
        for scalar in string.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        text = escaped
    }

    /// For ``Template`` alone: what a template's nodes printed from escaped values.
    init(rendered text: String) {
        self.text = text
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
