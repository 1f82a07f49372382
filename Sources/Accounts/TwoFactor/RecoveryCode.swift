import Foundation

/// A code that signs in once when the authenticator app is out of reach: 80 random bits, written as four groups of
/// four small letters and digits. Codes of earlier versions have 120 bits and six groups.
///
/// A code of fewer than 112 random bits needs a salted password hash against somebody who has stolen the database
/// (OWASP ASVS 5.0, 6.5.2). Here the hash is keyed with the site's secret, which is not in the database, and bound to the
/// person: without the secret, a right code cannot even be told from a wrong one. A slow hash in addition would cost the
/// owner ten times the wait at set-up. The description is redacted.
public struct RecoveryCode: Hashable, Sendable, CustomStringConvertible {
    /// How many are given out together.
    public static let count = 10
    private static let length = 10
    /// In letters and digits, of codes of this version and of earlier ones.
    private static let typedLengths = [16, 24]

    /// What the person keeps: `abcd-efgh-…`.
    public let text: String

    init(random: RandomBytes) {
        text = Data(random(Self.length)).base32.lowercased().grouped(by: 4, separator: "-")
    }

    static func make(random: RandomBytes) -> [RecoveryCode] {
        (0..<count).map { _ in RecoveryCode(random: random) }
    }

    /// Reads what was typed: case, spaces and hyphens do not matter. Nil if it cannot be a code.
    init?(typed: String) {
        let letters = typed.lowercasedASCII().filter { $0 != "-" && !$0.isWhitespace }
        guard Self.typedLengths.contains(letters.utf8.count), letters.utf8.allSatisfy(Self.isInAlphabet) else {
            return nil
        }
        text = letters.grouped(by: 4, separator: "-")
    }

    func hash(for user: User.ID, with secret: Secret) -> Data {
        secret.authenticationCode(for: "\(user):\(text)", purpose: .recoveryCode)
    }

    public var description: String { "RecoveryCode(redacted)" }

    private static func isInAlphabet(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(byte)
    }
}
