import Testing

@testable import Conversation

@Suite struct FileNameTests {
    @Test(arguments: [
        ("plan.csv", "plan.csv"), ("Grüße 🦇.txt", "Grüße 🦇.txt"), ("/etc/passwd", "passwd"),
        ("C:\\Users\\ada\\plan.csv", "plan.csv"), ("../../x", "x"), ("a/..", "file"), ("..", "file"), (".", "file"),
        ("", "file"), ("/", "file"), ("   ", "file"), (" a ", "a"), (".profile", ".profile"),
        ("e\u{301}.txt", "é.txt"), ("a\r\nb\u{0}.txt", "ab.txt"), ("gpj.\u{202E}exe", "gpj.exe"),
        ("\u{2066}x\u{2069}", "x"), ("👩\u{200D}🌾.png", "👩\u{200D}🌾.png"), ("a\u{FEFF}b", "ab"),
        ("thumbnail", "thumbnail"), ("a\"b'c<d>.txt", "a\"b'c<d>.txt"),
    ])
    func `a name keeps what is harmless`(input: String, name: String) {
        #expect(FileName(input).text == name)
        #expect(FileName(FileName(input).text) == FileName(input))
    }

    @Test func `a long name keeps its extension`() {
        let name = FileName(String(repeating: "ä", count: 300) + ".jpeg").text
        #expect(name.hasSuffix("ä.jpeg") && name.utf8.count <= FileName.byteLimit && name.utf8.count > 190)
        let end = FileName("a." + String(repeating: "x", count: 300)).text
        #expect(end.utf8.count == FileName.byteLimit)
    }

    @Test func `a name of marks without end is cut`() {
        let name = FileName("e" + String(repeating: "\u{301}", count: 100_000) + ".txt").text
        #expect(name.utf8.count <= FileName.byteLimit)
    }

    @Test func `another extension takes the place of the last`() {
        #expect(FileName("a.b.jpg").with(extension: "webp").text == "a.b.webp")
        #expect(FileName("photo").with(extension: "webp").text == "photo.webp")
        #expect(FileName(".jpg").with(extension: "webp").text == ".jpg.webp")
    }
}
