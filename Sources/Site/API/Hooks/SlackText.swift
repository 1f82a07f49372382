import Foundation
import Markup
import Support

/// Texts as programs write them for Slack, in our markup. All of it works on bytes, as a character with many combining
/// marks takes long to compare.
enum SlackText {
    /// A text with markup. Emphasis, code and lists stay as they are; links and mentions in angle brackets, and the three
    /// characters that Slack has written as references, become ours.
    static func markup(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var (result, index) = ([UInt8](), 0)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), let (piece, end) = bracketed(in: bytes, at: index) {
                result += piece.utf8
                index = end
            } else if let (byte, end) = reference(in: bytes[...], at: index) {
                result.append(byte)
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Puts characters in the place of references.
    static func unescaped(_ text: String) -> String { unescaped(Array(text.utf8)[...]) }

    /// A text on one line that is to look as it is: nothing in it is markup, and it mentions nobody.
    static func plain(_ text: String) -> String {
        var (result, previous) = ([UInt8](), ASCII.space)
        for byte in text.utf8 {
            switch byte {
            case _ where special.contains(byte): result += [ASCII.backslash, byte]
            // A mention begins with a word.
            case UInt8(ascii: "@") where !ASCII.isLetterOrDigit(previous): break
            case 0..<ASCII.space: result.append(ASCII.space)
            default: result.append(byte)
            }
            previous = byte
        }
        return String(decoding: result, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }

    /// The same for a text with several lines, none of which begins a list, a quote or a heading.
    static func plainLines(_ text: String) -> String {
        let lines = unescaped(text).utf8.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
        let plainLines = lines.map { line in
            let line = plain(String(decoding: line, as: UTF8.self))
            let number = line.prefix { $0.isASCII && $0.isNumber }
            let rest = line.dropFirst(number.count)
            let isMarked = rest.utf8.first.map { (number.isEmpty ? "-+>#=" : ".)").utf8.contains($0) } ?? false
            return isMarked ? "\(number)\\\(rest)" : line
        }
        return plainLines.joined(separator: "\n")
    }

    /// - Parameter label: plain text.
    /// - Returns: nil for an address that no link of ours has.
    static func link(to address: String, called label: String) -> String? {
        guard let target = LinkTarget(unescaped(address)) else { return nil }
        let address = target.text.replacing("(", with: "%28").replacing(")", with: "%29")
        return label.isEmpty ? "<\(target.text)>" : "[\(label)](\(address))"
    }
}

extension SlackText {
    private static let special = Array("\\`*_~[]".utf8)
    private static let references: [(name: [UInt8], byte: UInt8)] = [
        (Array("&amp;".utf8), ASCII.ampersand), (Array("&lt;".utf8), UInt8(ascii: "<")),
        (Array("&gt;".utf8), UInt8(ascii: ">")),
    ]

    private static func reference(in bytes: ArraySlice<UInt8>, at index: Int) -> (UInt8, end: Int)? {
        guard bytes[index] == ASCII.ampersand else { return nil }
        for (name, byte) in references where bytes[index...].starts(with: name) { return (byte, index + name.count) }
        return nil
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var (result, index) = ([UInt8](), bytes.startIndex)
        while index < bytes.endIndex {
            let (byte, end) = reference(in: bytes, at: index) ?? (bytes[index], index + 1)
            result.append(byte)
            index = end
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What stands for `<https://example.org|label>`, `<@U123>` and the like; nil where it is none of these. What has no
    /// end before the next one begins is none, so that no text is read twice.
    private static func bracketed(in bytes: [UInt8], at start: Int) -> (String, end: Int)? {
        let content = bytes[(start + 1)...].prefix { !"<>\n".utf8.contains($0) }
        guard content.endIndex < bytes.count, bytes[content.endIndex] == UInt8(ascii: ">") else { return nil }
        let parts = content.split(separator: UInt8(ascii: "|"), maxSplits: 1, omittingEmptySubsequences: false)
        let label = parts.count == 2 ? plain(unescaped(parts[1])) : ""
        switch content.first {
        case UInt8(ascii: "@"), ASCII.numberSign, UInt8(ascii: "!"):
            return (label.isEmpty ? plain(unescaped(parts[0].dropFirst())) : label, content.endIndex + 1)
        default:
            return link(to: String(decoding: parts[0], as: UTF8.self), called: label).map { ($0, content.endIndex + 1) }
        }
    }
}
