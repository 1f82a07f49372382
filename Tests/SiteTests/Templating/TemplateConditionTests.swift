import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TemplateConditionTests {
    struct Condition: CustomTestStringConvertible, Sendable {
        let text: String
        let holds: @Sendable (_ name: Bool, _ on: Bool, _ row: Bool) -> Bool

        var testDescription: String { text }

        init(_ text: String, _ holds: @escaping @Sendable (_ name: Bool, _ on: Bool, _ row: Bool) -> Bool) {
            (self.text, self.holds) = (text, holds)
        }
    }

    static let conditions = [
        Condition("name") { name, _, _ in name }, Condition("on") { _, on, _ in on },
        Condition("not name") { name, _, _ in !name }, Condition("not not on") { _, on, _ in on },
        Condition("name and on") { name, on, _ in name && on }, Condition("name or on") { name, on, _ in name || on },
        Condition("not name and on") { name, on, _ in !name && on },
        Condition("on or not name") { name, on, _ in on || !name },
        Condition("name and on or row") { name, on, row in name && on || row },
        Condition("row or name and on") { name, on, row in row || name && on },
        Condition("on and not name or rows") { name, on, row in on && !name || row },
        Condition("name and not on and not row") { name, on, row in name && !on && !row },
    ]
    static let samples = [
        Sample(name: nil), Sample(name: ""), Sample(), Sample(isOn: true), Sample(name: nil, isOn: true),
        Sample(rows: [SampleRow(title: "x")]), Sample(name: nil, rows: [SampleRow(title: "x")]),
        Sample(isOn: true, rows: [SampleRow(title: "x")]),
    ]

    @Test(arguments: conditions)
    func `a condition holds where its fields say so`(condition: Condition) throws {
        let page = "{% if \(condition.text) %}yes{% elif on %}on{% else %}no{% endif %}"
        for sample in Self.samples {
            let holds = condition.holds(sample.name?.isEmpty == false, sample.isOn, !sample.rows.isEmpty)
            #expect(try print(page, sample) == (holds ? "yes" : sample.isOn ? "on" : "no"), "\(sample)")
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

    @Test func `a flag is printed as a word`() throws {
        #expect(try print("{{ on }}", Sample(isOn: true)) == "true")
    }

    private func print(_ page: String, _ sample: Sample) throws -> String {
        try TemplateFolder(["page.html": page, "row.html": "<li>{{ title }}</li>"]).render(sample)
    }
}
