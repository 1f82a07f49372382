import Foundation

/// The name others see: 1 to 50 characters (grapheme clusters) in Unicode Normalization Form C, any script.
///
/// Refused are control characters, line separators and the marks that override the writing direction of what
/// follows (Unicode Technical Report 36, section 2.5): with those a name could rearrange the page around it.
public struct Nickname: Hashable, Sendable {
    public static let lengths = 1...50
    /// A cluster may be made of any number of scalars; the longest in use have ten.
    static let scalarLimit = 500
    /// The most bytes that this many scalars take. Normalization takes time by the square of the marks on one letter, so
    /// nothing longer is processed.
    public static let byteLimit = 4 * scalarLimit

    public enum Problem: Error, Hashable, Sendable {
        case empty, tooLong, forbiddenCharacter
    }

    public let text: String

    public init(_ input: String) throws(Problem) {
        guard input.utf8.count <= Self.byteLimit else { throw .tooLong }
        let text = input.precomposedStringWithCanonicalMapping.trimmingWhitespace()
        guard !text.unicodeScalars.contains(where: Self.isForbidden) else { throw .forbiddenCharacter }
        guard text.unicodeScalars.contains(where: Self.isVisible) else { throw .empty }
        guard text.count <= Self.lengths.upperBound, text.unicodeScalars.count <= Self.scalarLimit else {
            throw .tooLong
        }
        self.text = text
    }

    init(_ username: Username) {
        text = username.text
    }

    init(stored text: String) {
        self.text = text
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        // U+2800 is a braille pattern without dots: a symbol to Unicode, nothing to the eye.
        !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{2800}"
    }
}
