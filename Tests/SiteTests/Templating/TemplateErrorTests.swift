import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TemplateErrorTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        let page: String
        let line: Int?
        let reason: String
        var file = "page.html"
        var others: [String: String] = [:]

        var testDescription: String { page }
    }

    static let mistakes = [
        Mistake(page: "{{ name }}\n{{ nickname }}", line: 2, reason: "'nickname' is not a field of this view"),
        Mistake(page: "{{ name }}\n\n{% if unknown %}x{% endif %}", line: 3, reason: "'unknown' is not a field"),
        Mistake(page: "{% if on and other %}x{% endif %}", line: 1, reason: "'other' is not a field"),
        Mistake(page: "a\n{% for x in rows %}{{ x }}{% endfor %}", line: 2, reason: "'for' is not a tag"),
        Mistake(page: "a\n{% ifnot on %}x{% endif %}", line: 2, reason: "'ifnot' is not a tag"),
        Mistake(page: "a\n{% now \"Y\" %}", line: 2, reason: "'now' is not a tag"),
        Mistake(page: "a\n{% blink %}", line: 2, reason: "'blink' is not a tag"),
        Mistake(page: "a\n{{ name|uppercase }}", line: 2, reason: "'name|uppercase' is not a field"),
        Mistake(page: "a\n{{ name.count }}", line: 2, reason: "'name.count' is not a field"),
        Mistake(page: "a\n{% if name == 'Al' %}x{% endif %}", line: 2, reason: "'==' is not a field"),
        Mistake(page: "a\n{% if true %}x{% endif %}", line: 2, reason: "'true' is not a field"),
        Mistake(page: "a\n{% if name on %}x{% endif %}", line: 2, reason: "dangling token"),
        Mistake(page: "a\n{% if name and %}x{% endif %}", line: 2, reason: "expression error"),
        Mistake(page: "a\n{% if %}x{% endif %}", line: 2, reason: "expression error"),
        Mistake(page: "a\nb\n{{ name", line: 3, reason: "'{{' is not followed by '}}'"),
        Mistake(page: "a\n{% if on ", line: 2, reason: "'{%' is not followed by '%}'"),
        Mistake(page: "a\n{# gone", line: 2, reason: "'{#' is not followed by '#}'"),
        Mistake(page: "a\n{% if on %}\nb", line: 2, reason: "endif"),
        Mistake(page: "a\n{% block main %}\nb", line: 2, reason: "'endblock' was not found"),
        Mistake(page: "a\n{% include \"none.html\" %}", line: 2, reason: "there is no template 'none.html'"),
        Mistake(page: "\n{% extends \"none.html\" %}", line: 2, reason: "there is no template 'none.html'"),
        Mistake(page: "a\n{% path nowhere %}", line: 2, reason: "there is no path 'nowhere'"),
        Mistake(page: "a\n{% asset \"none.css\" %}", line: 2, reason: "there is no file 'none.css' in Static"),
        Mistake(page: "a\n{% path %}", line: 2, reason: "'path' takes one argument"),
        Mistake(page: "{{ wrong }}\n{{ wrong }}", line: 1, reason: "'wrong' is not a field"),
        Mistake(page: "{% if on %}\nb\n{% endif %}\n{% if on %}\nb", line: 4, reason: "endif"),
        Mistake(page: "{{ name }}\nx\n{{ name }}{{ bad }}", line: 3, reason: "'bad' is not a field"),
        Mistake(page: "{# two\nlines #}\n{{ bad }}", line: 3, reason: "'bad' is not a field"),
        Mistake(
            page: "{% extends \"base.html\" %}\n{% block other %}x{% endblock %}", line: 1,
            reason: "the parent has no block 'other'", others: ["base.html": "{% block main %}{% endblock %}"]),
        Mistake(
            page: "{% extends \"base.html\" %}\nstray", line: 1, reason: "nothing outside its blocks",
            others: ["base.html": ""]),
        Mistake(
            page: "{% extends \"base.html\" %}\n{% block a %}{% endblock %}\n{% block a %}{% endblock %}", line: 3,
            reason: "the block 'a' occurs twice", others: ["base.html": "{% block a %}{% endblock %}"]),
        Mistake(
            page: "{% include \"part.html\" %}", line: 2, reason: "'bad' is not a field", file: "part.html",
            others: ["part.html": "a\n{{ bad }}"]),
        Mistake(
            page: "{% extends \"base.html\" %}", line: 3, reason: "'bad' is not a field", file: "base.html",
            others: ["base.html": "a\nb\n{{ bad }}"]),
        Mistake(
            page: "{{ name }}", line: 1, reason: "'other' is not a field", file: "row.html",
            others: ["row.html": "{{ other }}"]),
    ]

    @Test(arguments: mistakes)
    func `a mistake is reported with its file and line`(mistake: Mistake) throws {
        let templates = ["page.html": mistake.page, "row.html": "{{ title }}"].merging(mistake.others) { $1 }
        let folder = try TemplateFolder(templates)
        let library = try folder.library()
        let error = #expect(throws: TemplateError.self) { try library.load(Sample.self) }
        #expect(error?.file == mistake.file)
        #expect(error?.line == mistake.line)
        #expect(error?.reason.contains(mistake.reason) == true, "\(error?.reason ?? "")")
    }

    @Test func `a page without its file is reported`() throws {
        let folder = try TemplateFolder(["row.html": ""])
        let library = try folder.library()
        let error = #expect(throws: TemplateError.self) { try library.load(Sample.self) }
        #expect(error?.description == "page.html: there is no such template")
    }

    @Test func `a template that includes itself is reported with its line`() throws {
        let folder = try TemplateFolder([
            "page.html": "a\n{% include \"row.html\" %}", "row.html": "{% include \"page.html\" %}",
        ])
        let library = try folder.library()
        let error = #expect(throws: TemplateError.self) { try library.load(Sample.self) }
        #expect(error?.description == "row.html:1: 'page.html' leads to itself")
    }

    @Test func `an unknown filter is reported with its line`() throws {
        let folder = try TemplateFolder(["page.html": "a\n{{ name|shout }}", "row.html": ""])
        let library = try folder.library()
        let error = #expect(throws: TemplateError.self) { try library.load(Sample.self) }
        #expect(error?.file == "page.html")
        #expect(error?.reason.contains("shout") == true)
        #expect(error?.line == 2)
    }

    @Test func `an error reads as file line reason`() {
        #expect(TemplateError(file: "a.html", line: 3, reason: "why").description == "a.html:3: why")
        #expect(TemplateError(file: "a.html", line: nil, reason: "why").description == "a.html: why")
    }
}
