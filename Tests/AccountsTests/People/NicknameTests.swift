import Testing

@testable import Accounts

struct NicknameTests {
    @Test(arguments: [1, 50])
    func `one to fifty characters are accepted`(count: Int) throws {
        #expect(try Nickname(String(repeating: "é", count: count)).text.count == count)
    }

    @Test func `fifty-one characters are too many`() {
        #expect(throws: Nickname.Problem.tooLong) { try Nickname(String(repeating: "a", count: 51)) }
    }

    @Test(arguments: ["👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇳🇴", "g̈", "각"])
    func `what is seen as one character counts as one`(character: String) throws {
        #expect(try Nickname(String(repeating: character, count: 50)).text.count == 50)
        #expect(throws: Nickname.Problem.tooLong) { try Nickname(String(repeating: character, count: 51)) }
    }

    @Test func `the name is kept in Normalization Form C`() throws {
        let scalars = try Nickname("Zoe\u{308} \u{1112}\u{1161}\u{11AB}").text.unicodeScalars
        #expect(scalars.elementsEqual("Zo\u{EB} \u{D55C}".unicodeScalars))
    }

    @Test func `characters that only look alike are not made the same`() throws {
        let text = "ﬁ²"
        #expect(try Nickname(text).text.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: ["Ada Ahlberg", "نور الهدى", "美咲 🦇", "O'Brien <b>", "x\u{200D}y", "عائشة\u{200F}!"])
    func `any script and sign is accepted as it is`(text: String) throws {
        #expect(try Nickname(text).text == text)
    }

    @Test(arguments: [
        "\u{0}", "\u{7}", "\t", "\n", "\r\n", "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}", "\u{2028}", "\u{2029}",
    ])
    func `control characters and line separators are refused`(text: String) {
        #expect(throws: Nickname.Problem.forbiddenCharacter) { try Nickname("a\(text)b") }
    }

    @Test(arguments: Array(0x202A...0x202E) + Array(0x2066...0x2069) as [UInt32])
    func `marks that turn the writing direction are refused`(value: UInt32) throws {
        let mark = Character(try #require(Unicode.Scalar(value)))
        #expect(throws: Nickname.Problem.forbiddenCharacter) { try Nickname("a\(mark)b") }
        #expect(throws: Nickname.Problem.forbiddenCharacter) { try Nickname("\(mark)") }
    }

    @Test(arguments: [
        "", " ", "\u{3000}\u{A0}", "\u{200B}", "\u{200D}\u{FE0F}", "\u{3164}", "\u{AD} \u{2060}",
        "\u{E0041}",
    ])
    func `a name of which nothing is seen is empty`(text: String) {
        #expect(throws: Nickname.Problem.empty) { try Nickname(text) }
    }

    @Test func `a Braille pattern without a dot is empty`() {
        #expect(throws: Nickname.Problem.empty) { try Nickname("\u{2800}") }
    }

    @Test(arguments: [(499, true), (500, false)])
    func `marks piled on a character are bounded`(marks: Int, isAccepted: Bool) {
        let nickname = try? Nickname("q" + String(repeating: "\u{338}", count: marks))
        #expect((nickname != nil) == isAccepted)
    }

    @Test func `the longest name in bytes is accepted, and nothing longer is looked at`() throws {
        let longest = String(repeating: "q" + String(repeating: "\u{1D167}", count: 9), count: 50)
        #expect(try Nickname(longest + " ").text == longest)
        #expect(throws: Nickname.Problem.tooLong) {
            try Nickname(String(repeating: " ", count: Nickname.byteLimit + 1))
        }
    }

    @Test func `white space around the name is removed, inside it stays`() throws {
        #expect(try Nickname(" \u{3000}Ada  Ahlberg\n").text == "Ada  Ahlberg")
    }
}
