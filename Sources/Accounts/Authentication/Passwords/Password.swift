import CommonPasswords

/// A password that may be set: 8 to 256 characters of any kind, taken exactly as typed, not among the 10,000
/// commonest and not the username (NIST SP 800-63B, 3.1.1.2; OWASP ASVS 5.0, 6.2). Whether it is in a list of
/// ``BreachedPasswords`` is found out when it is hashed, as that has to read a disk.
///
/// A character is a Unicode code point, as NIST counts. There are no rules of composition.
public struct Password: Sendable {
    public static let lengths = 8...256
    /// The most bytes that this many characters take.
    public static let byteLimit = 4 * lengths.upperBound

    public enum Problem: Error, Hashable, Sendable {
        case tooShort, tooLong, tooCommon, sameAsUsername, breached
        /// It is the password that the account has already.
        case unchanged
    }

    let text: String

    public init(_ text: String, for username: String) throws(Problem) {
        guard text.utf8.count <= Self.byteLimit else { throw .tooLong }
        let length = text.unicodeScalars.count
        guard length >= Self.lengths.lowerBound else { throw .tooShort }
        guard length <= Self.lengths.upperBound else { throw .tooLong }
        guard !text.lowercased().utf8.elementsEqual(username.trimmingWhitespace().lowercased().utf8) else {
            throw .sameAsUsername
        }
        guard !CommonPasswords.contains(text) else { throw .tooCommon }
        self.text = text
    }
}
