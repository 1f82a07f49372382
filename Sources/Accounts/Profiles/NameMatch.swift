import Foundation
import Storage

/// SQL for whether a text is part of somebody's username or nickname, in capital or small letters.
public struct NameMatch: Sendable {
    /// Uses the columns of the `user` table.
    public static let condition = """
        (user.username LIKE ? ESCAPE '\\' OR user.nickname LIKE ? ESCAPE '\\' OR user.nickname LIKE ? ESCAPE '\\')
        """
    /// What ``condition`` takes.
    public let arguments: [(any SQLConvertible)?]

    /// Nil for a blank text, which says nothing.
    public init?(_ text: String) {
        let text = text.precomposedStringWithCanonicalMapping.trimmingWhitespace()
        guard !text.isEmpty else { return nil }
        // SQLite's LIKE ignores the case of A to Z alone, and names begin with a capital letter in every script.
        arguments = [text, text, text.capitalized].map { "%\($0.escapedForLike)%" }
    }
}

extension String {
    /// The text to be found as it is by a LIKE with `ESCAPE '\'`.
    fileprivate var escapedForLike: String {
        reduce(into: "") { text, character in
            if "\\%_".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
