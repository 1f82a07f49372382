import Foundation

/// The 10,000 commonest passwords that are long enough to be accepted by the length rule alone
/// (OWASP ASVS 5.0, 6.2.4 asks for 3,000), and German words with digits after them, as in "hallo1234".
///
/// The lists are data, lower case, one a line. `Resources/common-passwords.txt`, the commonest first, is ranked by the
/// public frequency list that the zxcvbn password meter uses (MIT licence); nearly all of it is English.
/// `Resources/common-words-de.txt` has the German first names and words of Faker (MIT licence), and words of our own
/// that people like in passwords.
public enum CommonPasswords {
    /// The most digits after a word that make a password no better: a date.
    private static let digitLimit = 8

    /// Whether `password` is on a list, whatever its case.
    public static func contains(_ password: String) -> Bool {
        let text = password.lowercased()
        return list.contains(text) || words.contains(word(of: text))
    }

    /// What is left of "hallo1234!" without the digits and the exclamation mark.
    private static func word(of text: String) -> String {
        var bytes = Array(text.utf8)[...]
        if bytes.last == UInt8(ascii: "!") { bytes.removeLast() }
        let digits = bytes.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        return String(decoding: bytes.dropLast(min(digits, digitLimit)), as: UTF8.self)
    }

    private static let list = lines(of: "common-passwords.txt")
    private static let words = lines(of: "common-words-de.txt")

    private static func lines(of file: String) -> Set<String> {
        guard let data = EmbeddedAssets.files["Resources"]?[file].flatMap({ Data(base64Encoded: $0) }) else {
            preconditionFailure("\(file) is not in the binary")
        }
        return Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
    }
}
