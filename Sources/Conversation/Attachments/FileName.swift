import Foundation

/// The name of a file, as its sender's system had it, without what could mislead those who see it or store it.
public struct FileName: Hashable, Sendable {
    /// In bytes: what the file systems in use can store, with room for a browser's " (1)".
    public static let byteLimit = 200
    /// Of what is looked at at all: Unicode composes marks in quadratic time.
    static let inputLimit = 1024
    private static let nameOfNothing = "file"

    public let text: String

    /// Takes the last component of a path of any system, in Unicode Normalization Form C. Control characters and marks
    /// that change the direction of writing are left out (Unicode Technical Report 36, section 2.5). A name that is too long keeps
    /// its extension.
    public init(_ input: String) {
        let bytes = input.utf8.suffix(Self.inputLimit)
        let last = bytes.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }).last
        var scalars = String.UnicodeScalarView()
        for scalar in String(decoding: last.map(Array.init) ?? [], as: UTF8.self).precomposedStringWithCanonicalMapping
            .unicodeScalars where !Self.isLeftOut(scalar)
        {
            scalars.append(scalar)
        }
        let name = String(scalars).trimmingCharacters(in: .whitespaces)
        let isNothing = name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }
        text = isNothing ? Self.nameOfNothing : Self.shortened(name)
    }

    /// The same name with another extension.
    public func with(extension text: String) -> FileName {
        let stem = Self.parts(of: self.text).stem
        return FileName("\(stem.isEmpty ? Self.nameOfNothing : stem).\(text)")
    }

    private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
        // Emoji and several scripts need these two to join what stands beside them, or to keep it apart.
        if scalar == "\u{200D}" || scalar == "\u{200C}" { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: scalar == "\u{FFFD}"
        }
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > byteLimit else { return name }
        let (stem, end) = parts(of: name)
        // What is longer is no extension, although it follows a dot.
        guard end.utf8.count <= 20 else { return prefix(of: name, bytes: byteLimit) }
        return prefix(of: stem, bytes: byteLimit - end.utf8.count) + end
    }

    private static func prefix(of text: String, bytes: Int) -> String {
        var (scalars, count) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > bytes { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// `end` begins with the dot.
    private static func parts(of name: String) -> (stem: String, end: String) {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return (name, "") }
        return (String(name[..<dot]), String(name[dot...]))
    }
}
