/// The text of a message as its author wrote it: 1 to 4,000 characters.
public struct MessageBody: Hashable, Sendable {
    public static let characterLimit = 4_000
    /// Of what is looked at at all.
    public static let byteLimit = 4 * characterLimit

    public let text: String

    /// Line ends become `\n`; control characters are left out, as nothing can show them.
    ///
    /// - Parameter allowsEmpty: for a message that has files.
    public init(_ input: String, allowsEmpty: Bool = false) throws(TextProblem) {
        // A browser sends two bytes for a line end.
        guard input.utf8.count <= 2 * Self.byteLimit else { throw .tooLong(characters: nil) }
        var scalars = String.UnicodeScalarView()
        for scalar in input.withLineEnds(as: "\n").unicodeScalars where !Self.isLeftOut(scalar) {
            scalars.append(scalar)
        }
        let text = String(scalars)
        guard text.count <= Self.characterLimit else { throw .tooLong(characters: text.count) }
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong(characters: nil) }
        let isEmpty = text.unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
        }
        guard !isEmpty || allowsEmpty else { throw .empty }
        self.text = isEmpty ? "" : text
    }

    private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
}
