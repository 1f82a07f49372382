import Accounts
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct CatalogTests {
    private static let others = Language.allCases.filter { $0 != .english }

    private func words() throws -> [String: String?] {
        try WordsInSources.swift().keys.merging(WordsInSources.templates().keys) { first, _ in first }
    }

    @Test(arguments: others)
    func `no words are missing, and none are left over`(language: Language) throws {
        let (words, catalog) = (try words(), try Catalog(language, from: .embedded))
        #expect(words.count > 200)
        let missing = Set(words.keys).subtracting(catalog.keys).sorted()
        let unused = catalog.keys.subtracting(words.keys).sorted()
        #expect(missing.isEmpty, "not in \(language.rawValue).po:\n\(missing.joined(separator: "\n"))")
        #expect(unused.isEmpty, "only in \(language.rawValue).po:\n\(unused.joined(separator: "\n"))")
        for (key, plural) in words {
            let entry = catalog.translation(of: key)
            #expect(entry?.plural == plural, "\(key)")
        }
    }

    @Test(arguments: others)
    func `a translation has the places and the tags of the English`(language: Language) throws {
        let catalog = try Catalog(language, from: .embedded)
        for key in catalog.keys {
            let entry = try #require(catalog.translation(of: key))
            // Of a plural's forms, the one for many has all.
            let english = entry.plural ?? key
            #expect(Self.marks(in: entry.forms.last ?? "") == Self.marks(in: english), "\(key)")
        }
    }

    /// The places to fill and the tags, both of Stencil and of HTML.
    private static func marks(in text: String) -> [String] {
        text.matches(of: /\{\d\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>/).map { String($0.output) }.sorted()
    }

    /// What people read stands in `{% text %}`, or comes from a field.
    @Test func `no template has words in one language only`() throws {
        for file in try WordsInSources.files(in: "Templates", with: "html") {
            var text = try String(contentsOf: file, encoding: .utf8)
            text.replace(/\{%\s*text\s*%\}.*?\{%\s*endtext\s*%\}/.dotMatchesNewlines(), with: "")
            text.replace(/\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}/, with: "")
            let attributes = text.matches(of: /\s(?:aria-label|alt|title|placeholder|data-label)="([^"]*)"/)
            #expect(attributes.allSatisfy { !$0.1.contains(/\p{L}/) }, "\(file.lastPathComponent)")
            let code = /<(svg|code)\b.*?<\/\1>|<[^>]*>/.dotMatchesNewlines()
            let words = text.replacing(code, with: " ").matches(of: /\p{L}+/).map { String($0.output) }
            #expect(words.filter { $0 != "Roost" }.isEmpty, "\(file.lastPathComponent)")
        }
    }

    @Test func `a folder without a catalogue is read with the program's`() throws {
        let folder = try TemplateFolder([
            "page.html": "{% text %}Sign in{% endtext %}", "row.html": "",
        ])
        let libraries = try TemplateLibrary.inAllLanguages(folder.assets(), StaticFiles(folder.assets()))
        #expect(try libraries[.german].load(Sample.self).render(Sample()).text == "Anmelden")
        try folder.write("msgid \"Sign in\"\nmsgstr \"Herein\"", to: "de.po")
        let changed = try TemplateLibrary.inAllLanguages(folder.assets(), StaticFiles(folder.assets()))
        #expect(try changed[.german].load(Sample.self).render(Sample()).text == "Herein")
        try folder.write("msgid \"Sign in\"\nmsgstr \"{{ name }}\"", to: "de.po")
        let wrong = try TemplateLibrary.inAllLanguages(folder.assets(), StaticFiles(folder.assets()))
        #expect(throws: TemplateError.self) { _ = try wrong[.german].load(Sample.self) }
    }

    @Test func `words without a translation are English`() throws {
        let catalog = Catalog.english
        #expect(Text("Nobody has these words").text(in: catalog) == "Nobody has these words")
        #expect(Text(2, one: "one \("x")", other: "many \("x") \("y")").text(in: catalog) == "many x y")
        #expect(Text(1, one: "one \("x")", other: "many \("x") \("y")").text(in: catalog) == "one x")
    }

    @Test func `what is filled in is never taken for a place`() throws {
        #expect(Text("\("{2}") and \("{1}")").english == "{2} and {1}")
        #expect(Text(verbatim: "{1} {9} {").english == "{1} {9} {")
    }

    @Test func `numbers choose the form`() throws {
        let german = try Catalog(.german, from: .embedded)
        #expect(RelativeTime(seconds: -60).text.text(in: german) == "vor 1 Minute")
        #expect(RelativeTime(seconds: -180).text.text(in: german) == "vor 3 Minuten")
        #expect(RelativeTime(seconds: 86_400 * 30).text.text(in: german) == "in 30 Tagen")
    }
}
