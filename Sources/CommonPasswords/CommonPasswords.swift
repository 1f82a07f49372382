/// The 10,000 commonest passwords that are long enough to be accepted by the length rule alone
/// (OWASP ASVS 5.0, 6.2.4 asks for 3,000).
///
/// The list is data: `Resources/common-passwords.txt`, lower case, one a line, the commonest first. Its ranking comes
/// from the public frequency list that the zxcvbn password meter uses (MIT licence).
public enum CommonPasswords {
    /// Whether `password` is on the list, whatever its case.
    public static func contains(_ password: String) -> Bool {
        list.contains(password.lowercased())
    }

    private static let list = Set(
        String(decoding: PackageResources.common_passwords_txt, as: UTF8.self)
            .split(separator: "\n")
            .map(String.init))
}
