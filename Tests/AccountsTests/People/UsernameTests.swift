import Testing

@testable import Accounts

struct UsernameTests {
    @Test func `an account keeps a name that was reserved later`() {
        #expect(Username(existing: "Admin")?.text == "admin")
        #expect(Username(existing: "ad\u{0}min") == nil)
    }

    @Test(arguments: [2, 33])
    func `too few or too many characters are refused`(count: Int) {
        #expect(throws: count < 3 ? Username.Problem.tooShort : .tooLong) {
            try Username(String(repeating: "a", count: count))
        }
    }

    @Test func `of more bytes than a name and its blanks take, nothing is looked at`() {
        let blanks = String(repeating: " ", count: Username.byteLimit - 2)
        #expect(throws: Username.Problem.tooLong) { try Username(blanks + "ada") }
        #expect((try? Username(blanks.dropLast() + "ada"))?.text == "ada")
    }

    @Test(arguments: [3, 32])
    func `the shortest and the longest are accepted`(count: Int) throws {
        #expect(try Username(String(repeating: "a", count: count)).text.count == count)
    }

    @Test func `nothing is too short`() {
        #expect(throws: Username.Problem.tooShort) { try Username("") }
    }

    @Test func `every character of the alphabet is accepted`() throws {
        for character in "abcdefghijklmnopqrstuvwxyz0123456789_.-" {
            #expect(try Username("xx\(character)").text == "xx\(character)")
        }
    }

    @Test func `every other character of ASCII is refused`() {
        for byte in UInt8(0)..<128 {
            let character = Character(Unicode.Scalar(byte))
            guard !character.isLetter, !character.isNumber, !"_.-".contains(character) else { continue }
            #expect(throws: Username.Problem.forbiddenCharacter) { try Username("ad\(character)a") }
        }
    }

    @Test(arguments: [
        "adé", "ade\u{301}", "\u{212A}elvin", "\u{430}da", "ａda", "ada\u{200B}", "ada\u{202E}", "ada١", "ada🦇", "ßad",
        "ada\u{130}",
    ])
    func `characters of other alphabets are refused, also those that look alike`(text: String) {
        #expect(throws: Username.Problem.forbiddenCharacter) { try Username(text) }
    }

    @Test func `capital letters are stored small`() throws {
        #expect(try Username("ABCxyzABCXYZ") == Username("abcxyzabcxyz"))
    }

    @Test(arguments: [" ada", "ada ", "\tada\n", "\u{3000}ada"])
    func `white space around the name does not matter`(text: String) throws {
        #expect(try Username(text).text == "ada")
    }

    @Test(arguments: ["admin", "Root", "SUPPORT", "no-reply", "roost"])
    func `reserved names are refused in any case`(text: String) {
        #expect(throws: Username.Problem.reserved) { try Username(text) }
    }

    @Test(arguments: ["admins", "my-root"])
    func `a name with a reserved one inside is accepted`(text: String) throws {
        #expect(try Username(text).text == text)
    }
}
