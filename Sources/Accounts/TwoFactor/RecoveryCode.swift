import Foundation

/// A code that signs in once when the authenticator app is out of reach: 120 random bits, written as six groups of
/// four small letters and digits.
///
/// From 112 random bits on, a fast hash will do (OWASP ASVS 5.0, 6.5.2): nobody can try them all, so a slow one would
/// only cost the owner ten times the wait at set-up. The hash is keyed besides, so that a stolen database cannot even
/// tell a right code from a wrong one. The description is redacted.
public struct RecoveryCode: Hashable, Sendable, CustomStringConvertible {
    /// How many are given out together.
    public static let count = 10
    private static let length = 15

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
        guard letters.utf8.count == Self.length * 8 / 5, letters.utf8.allSatisfy(Self.isInAlphabet) else { return nil }
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
