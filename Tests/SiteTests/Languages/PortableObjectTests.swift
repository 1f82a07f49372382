import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PortableObjectTests {
    private func entries(_ text: String) throws -> [String: PortableObject.Entry] {
        try PortableObject(text, file: "de.po").entries
    }

    @Test func `an entry has the words under the English`() throws {
        let entries = try entries(
            """
            # About the file
            msgid ""
            msgstr "Language: de\\n"

            #. For the dashboard
            msgid "Hello, {{ name }}"
            msgstr "Hallo, {{ name }}"
            """)
        #expect(entries.keys.sorted() == ["Hello, {{ name }}"])
        #expect(entries["Hello, {{ name }}"]?.forms == ["Hallo, {{ name }}"])
        #expect(entries["Hello, {{ name }}"]?.line == 6)
    }

    @Test func `a text goes on in the next line, and may have quotes in it`() throws {
        let entries = try entries(
            """
            msgid "one "
            "two"
            msgstr ""
            "\\"eins\\" \\\\ "
            "zwei\\n"
            """)
        #expect(entries["one two"]?.forms == ["\"eins\" \\ zwei\n"])
    }

    @Test func `a plural has a form for one and a form for many`() throws {
        let entries = try entries(
            """
            msgid "a day"
            msgid_plural "{1} days"
            msgstr[0] "ein Tag"
            msgstr[1] "{1} Tage"
            """)
        #expect(entries["a day"]?.forms == ["ein Tag", "{1} Tage"])
        #expect(entries["a day"]?.plural == "{1} days")
    }

    @Test func `what is not translated yet is not there`() throws {
        #expect(try entries("msgid \"a\"\nmsgstr \"\"").isEmpty)
        #expect(try entries("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"\"").isEmpty)
    }

    @Test(arguments: [
        ("msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"", "de.po:3: 'a' is there already"),
        ("msgid \"a\"\nmsgstr b", "de.po:2: a text is not in quotes"),
        ("\"a\"", "de.po:1: a text belongs to nothing"),
        ("msgid \"a\"\nmsgstr \"\\t\"", "de.po:2: a text has a '\\' before something else than n, \" and \\"),
        ("msgctxt \"a\"", "de.po:1: 'msgctxt \"a\"' is not known"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"", "de.po:1: 'a' lacks a form"),
        ("msgid \"a\"", "de.po:1: 'a' lacks a form"),
    ])
    func `what gettext would not read is refused, with its line`(text: String, expected: String) {
        #expect { try entries(text) } throws: { "\($0)" == expected }
    }
}
