import Testing

@testable import Site

@Suite struct QueryStringTests {
    @Test func `decodes parameters`() throws {
        let query = try QueryString(decoding: "q=blue+hen&page=2")
        #expect(query.fields["q"] == "blue hen")
        #expect(query.fields["page"] == "2")
        #expect(query.fields["sort"] == nil)
    }

    @Test func `an empty query has no parameters`() throws {
        #expect(try QueryString(decoding: "").fields.isEmpty)
    }

    @Test func `follows the rules of forms`() {
        #expect(throws: MalformedForm.duplicateField("a")) { try QueryString(decoding: "a=1&a=2") }
        #expect(throws: MalformedForm.malformedEscape) { try QueryString(decoding: "a=100%") }
    }
}
