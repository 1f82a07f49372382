import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TemplateTests {
    private func print(_ page: String, _ others: [String: String] = [:], _ sample: Sample = Sample()) throws -> String {
        let templates = ["page.html": page, "row.html": "<li>{{ title }}</li>"].merging(others) { $1 }
        return try TemplateFolder(templates).render(sample)
    }

    @Test func `text is escaped`() throws {
        #expect(
            try print("{{ name }}", [:], Sample(name: "<a> & \"b\" 'c'")) == "&lt;a&gt; &amp; &quot;b&quot; &#39;c&#39;"
        )
    }

    @Test func `what looks like a template is printed`() throws {
        #expect(try print("{{ name }}", [:], Sample(name: "{{ name }}{% if %}{# #}")) == "{{ name }}{% if %}{# #}")
    }

    @Test func `absent and empty text are false`() throws {
        let page = "{% if name %}{{ name }}{% else %}nobody{% endif %}"
        #expect(try print(page, [:], Sample(name: "Al")) == "Al")
        #expect(try print(page, [:], Sample(name: "")) == "nobody")
        #expect(try print(page, [:], Sample(name: nil)) == "nobody")
    }

    @Test func `a flag is tested`() throws {
        #expect(try print("{% if on %}on{% else %}off{% endif %}", [:], Sample(isOn: true)) == "on")
        #expect(try print("{% if not on %}off{% endif %}") == "off")
    }

    @Test func `parts are printed by their own templates`() throws {
        let sample = Sample(rows: [SampleRow(title: "<1>"), SampleRow(title: "2")])
        #expect(try print("<ul>{{ rows }}</ul>", [:], sample) == "<ul><li>&lt;1&gt;</li><li>2</li></ul>")
        #expect(try print("{{ row }}", [:], sample) == "<li>&lt;1&gt;</li>")
        #expect(try print("{% if rows %}some{% else %}none{% endif %}") == "none")
        #expect(try print("{% if row %}one{% else %}none{% endif %}") == "none")
    }

    @Test func `an included template stands in its place`() throws {
        let others = ["part.html": "[{{ name }}{% include \"deep.html\" %}]", "deep.html": "!"]
        #expect(try print("a{% include \"part.html\" %}b", others) == "a[Al!]b")
    }

    @Test func `a block takes the place of its parent's`() throws {
        let base = "<{% block a %}A{% endblock %}|{% block b %}B{% endblock %}>"
        let page = "{% extends \"base.html\" %}\n{% block b %}{{ name }}{% endblock %}\n"
        #expect(try print(page, ["base.html": base]) == "<A|Al>")
    }

    @Test func `blocks are inherited over two generations`() throws {
        let others = [
            "base.html": "{% block a %}1{% endblock %}{% block b %}2{% endblock %}{% block c %}3{% endblock %}",
            "middle.html": "{% extends \"base.html\" %}{% block a %}m{% endblock %}{% block b %}m{% endblock %}",
        ]
        #expect(try print("{% extends \"middle.html\" %}{% block b %}p{% endblock %}", others) == "mp3")
    }

    @Test func `a block may stand in a block`() throws {
        let base = "{% block a %}({% block b %}x{% endblock %}){% endblock %}"
        let page = "{% extends \"base.html\" %}{% block b %}y{% endblock %}"
        #expect(try print(page, ["base.html": base]) == "(y)")
    }

    @Test func `paths and files are written as addresses`() throws {
        #expect(try print("{% path profile %} {% path home %}") == "/profile /")
        let asset = try print("{% asset \"style.css\" %}")
        #expect(asset.wholeMatch(of: /\/static\/style\.[0-9a-f]{16}\.css/) != nil)
    }

    @Test func `every named path can be written`() throws {
        for (name, path) in SitePaths.named { #expect(try print("{% path \(name) %}") == path) }
        #expect(SitePaths.named["revokeOtherSessions"] == "/sessions/revoke-others")
        #expect(SitePaths.named["person"] == nil)
    }

    @Test func `a line with only a tag leaves no empty line`() throws {
        #expect(try print("a\n{% if not on %}\nb\n{% endif %}\nc\n") == "a\nb\nc\n")
        #expect(try print("a\n  {% if on %}\n  b\n  {% endif %}\nc\n") == "a\nc\n")
    }

    @Test func `the templates of the program are those of the folder`() throws {
        let folder = Assets.folder(SiteOptions.root, reloads: false)
        for kind in [Assets.Kind.templates, .statics] {
            let names = try folder.names(of: kind)
            #expect(Set(names) == Set(try Assets.embedded.names(of: kind)))
            for name in names {
                #expect(try folder.read(name, of: kind) == Assets.embedded.read(name, of: kind), "\(name)")
            }
        }
    }
}
