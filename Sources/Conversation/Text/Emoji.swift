/// One emoji, as a reaction or in a status line.
public struct Emoji: Hashable, Comparable, Sendable {
    /// Longer than any sequence that Unicode recommends.
    public static let byteLimit = 64

    public let text: String

    /// Nil unless the text is one character that is shown as an emoji.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit, text.count == 1, let character = text.first else { return nil }
        let scalars = character.unicodeScalars
        let isPictured = scalars.contains {
            $0.properties.isEmojiPresentation || [0xFE0F, 0x20E3].contains($0.value)
        }
        // Digits and some signs are emoji to Unicode, too, but only with a selector after them.
        let isEmoji = scalars.first?.properties.isEmoji == true
        let isPlain = scalars.count == 1 && scalars.first.map { $0.properties.isEmoji && $0.value > 0xFF } == true
        guard isEmoji, isPictured || isPlain, scalars.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    init(stored text: String) {
        self.text = text
    }

    /// Parts of an emoji: pictures, joiners, selectors, the keycap, and the tags of regional flags.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmoji || [0x200D, 0xFE0F, 0x20E3].contains(scalar.value)
            || (0xE0020...0xE007F).contains(scalar.value)
    }

    public static func < (left: Emoji, right: Emoji) -> Bool { left.text < right.text }
}
