import Testing

@testable import Site

@Suite struct QueryStringTests {
    @Test func decodesParameters() throws {
        let query = try QueryString(decoding: "q=blue+hen&page=2")
        #expect(query.fields["q"] == "blue hen")
        #expect(query.fields["page"] == "2")
        #expect(query.fields["sort"] == nil)
    }

    @Test func anEmptyQueryHasNoParameters() throws {
        #expect(try QueryString(decoding: "").fields.isEmpty)
    }

    @Test func followsTheRulesOfForms() {
        #expect(throws: FormError.duplicateField("a")) { try QueryString(decoding: "a=1&a=2") }
        #expect(throws: FormError.malformedEscape) { try QueryString(decoding: "a=100%") }
    }
}
