import Foundation

/// Why a text is not taken.
public enum TextProblem: Error, Hashable, Sendable {
    case empty, forbiddenCharacter
    /// - Parameter characters: how many it has; nil where that is not what is too long, or was not counted.
    case tooLong(characters: Int?)
}

/// A line in Unicode Normalization Form C, without blanks around it.
///
/// Refused are control characters, line separators and the marks that override the writing direction of what follows
/// (Unicode Technical Report 36, section 2.5): with those a name could rearrange the page around it.
struct LineOfText {
    /// Scalars for each character: a character may be made of any number.
    private static let scalarsPerCharacter = 10

    /// Marks in a row that are looked at: composing takes time by the square of them. It is as many as the
    /// Stream-Safe Text Format has (Unicode Standard Annex 15, section 13), and more than any language needs.
    private static let markLimit = 30

    /// The bytes of a line with this many characters that are looked at.
    static func byteLimit(_ limit: Int) -> Int { 4 * limit * scalarsPerCharacter }

    let text: String

    /// - Parameter limit: characters (grapheme clusters).
    init(_ input: String, limit: Int) throws(TextProblem) {
        let scalarLimit = limit * Self.scalarsPerCharacter
        guard input.utf8.count <= Self.byteLimit(limit), Self.isStreamSafe(input) else {
            throw .tooLong(characters: nil)
        }
        let text = input.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.unicodeScalars.contains(where: Self.isForbidden) else { throw .forbiddenCharacter }
        guard text.count <= limit else { throw .tooLong(characters: text.count) }
        guard text.unicodeScalars.count <= scalarLimit else { throw .tooLong(characters: nil) }
        self.text = text
    }

    /// Whether something of it can be seen.
    var isVisible: Bool {
        text.unicodeScalars.contains {
            // U+2800 is a braille pattern without dots: a symbol to Unicode, nothing to the eye.
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint && $0 != "\u{2800}"
        }
    }

    /// Whether something of it is not shown, other than what emoji and some scripts are made with: joiners and variation
    /// selectors.
    var hasHiddenCharacters: Bool {
        text.unicodeScalars.contains {
            $0.properties.isDefaultIgnorableCodePoint && !$0.properties.isVariationSelector
                && !(0x200C...0x200D).contains($0.value) && !(0xE0020...0xE007F).contains($0.value)
        }
    }

    private static func isStreamSafe(_ text: String) -> Bool {
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
            if marks > markLimit { return false }
        }
        return true
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }
}
