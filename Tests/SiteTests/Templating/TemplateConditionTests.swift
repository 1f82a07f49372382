import Testing

@testable import Site

/// What is run here rather than by Stencil must come to the same as there.
@Suite struct TemplateConditionTests {
    static let conditions = [
        "name", "on", "not name", "not not on", "name and on", "name or on", "not name and on", "on or not name",
        "name and on or row", "row or name and on", "not on and not name or rows", "name and not on and not row",
        "name == 'Al'", "name and (on or row)", "rows or name == ''", "true", "not false and on", "on == true",
    ]
    static let samples = [
        Sample(name: nil), Sample(name: ""), Sample(), Sample(isOn: true), Sample(name: nil, isOn: true),
        Sample(rows: [SampleRow(title: "x")]), Sample(name: nil, rows: [SampleRow(title: "x")]),
        Sample(isOn: true, rows: [SampleRow(title: "x")]),
    ]

    @Test(arguments: conditions)
    func `a condition holds where it holds for Stencil`(condition: String) throws {
        let page = "{% if \(condition) %}yes{% elif on %}on{% else %}no{% endif %}"
        // Within a loop, Stencil renders by itself.
        let looped = "{% for i in 1...1 %}\(page){% endfor %}"
        for sample in Self.samples {
            #expect(try print(page, sample) == print(looped, sample), "\(sample)")
        }
    }

    @Test func `the first branch that holds is printed`() throws {
        let page = "{% if not name %}1{% elif on %}2{% elif name %}3{% else %}4{% endif %}"
        #expect(try Self.samples.map { try print(page, $0) } == ["1", "1", "3", "2", "1", "3", "1", "2"])
        #expect(try print("{% if on %}1{% elif row %}2{% endif %}", Sample()) == "")
    }

    @Test func `conditions stand in conditions`() throws {
        let page = "{% if name %}a{% if on %}b{{ name }}{% else %}c{% endif %}d{% endif %}"
        #expect(try print(page, Sample(isOn: true)) == "abAld")
        #expect(try print(page, Sample()) == "acd")
    }

    @Test func `what only Stencil knows is printed by Stencil, escaped as everything is`() throws {
        let sample = Sample(name: "<a>", isOn: true, rows: [SampleRow(title: "&")])
        #expect(try print("{{ name|uppercase }}", sample) == "&LT;A&GT;")
        #expect(
            try print("{% for i in 1...2 %}{{ i }}{{ name }}{{ rows }}{% endfor %}", sample)
                == "1&lt;a&gt;<li>&amp;</li>2&lt;a&gt;<li>&amp;</li>")
        #expect(try print("{{ on }}{% for i in 1...1 %}{{ on }}{% endfor %}", sample) == "truetrue")
        #expect(try print("{% for name in 1...2 %}{{ name }}{% endfor %}", sample) == "12")
        #expect(try print("{% ifnot on %}a{% else %}b{% endif %}", sample) == "b")
    }

    private func print(_ page: String, _ sample: Sample) throws -> String {
        try TemplateFolder(["page.html": page, "row.html": "<li>{{ title }}</li>"]).render(sample)
    }
}
