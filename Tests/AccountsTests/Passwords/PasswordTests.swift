import Testing

@testable import Accounts

struct PasswordTests {
    private func problem(_ text: String, for username: String = "ada") -> Password.Problem? {
        do throws(Password.Problem) {
            _ = try Password(text, for: username)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [(7, .tooShort), (8, nil), (256, nil), (257, .tooLong)] as [(Int, Password.Problem?)])
    func `8 to 256 characters are accepted`(count: Int, expected: Password.Problem?) {
        #expect(problem(String(repeating: "ž", count: count)) == expected)
    }

    @Test func `the longest password in bytes is accepted`() {
        let longest = String(repeating: "🦇", count: 256)
        #expect(longest.utf8.count == Password.byteLimit)
        #expect(problem(longest) == nil && problem(longest + "a") == .tooLong)
    }

    @Test(arguments: [("👩‍👩‍👧‍👦q", 8), ("e\u{301}e\u{301}e\u{301}e\u{301}", 8)])
    func `a character is a code point`(text: String, count: Int) {
        #expect(text.unicodeScalars.count == count)
        #expect(problem(text) == nil)
        #expect(problem(String(text.unicodeScalars.dropLast())) == .tooShort)
    }

    @Test(arguments: [
        "trailing space ", " leading", "e\u{301}e\u{301}e\u{301}e\u{301}", "ﬁﬁﬁﬁﬁﬁﬁﬁ", "\0\0\0\0tabs\t\t", "        ",
    ])
    func `a password is taken exactly as typed`(text: String) throws {
        #expect(try Password(text, for: "ada").text.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        "password", "Password1", "TRUSTNO1", "passwort1", "passwort123", "Hallo1234", "qwertz123", "schatz123",
        "geheim123", "ichliebedich", "Sommer2024", "Thomas1985!", "mäuschen", "maeuschen1",
    ])
    func `a common password is refused in any case`(text: String) {
        #expect(problem(text) == .tooCommon)
    }

    @Test(arguments: [
        "correct horse battery staple", "only lower case", "hallo hallo hallo", "schatz123schatz",
        "passwordpasswordless", "12093847561029",
    ])
    func `there are no rules of composition`(text: String) {
        #expect(problem(text) == nil)
    }

    @Test(arguments: [("adaahlberg", "adaahlberg"), ("AdaAhlberg", "adaahlberg"), ("adaahlberg", " ADAahlberg\n")])
    func `the username is refused in any case`(text: String, username: String) {
        #expect(problem(text, for: username) == .sameAsUsername)
    }

    @Test func `the username with more is accepted`() {
        #expect(problem("adaahlberg!", for: "adaahlberg") == nil)
    }
}
