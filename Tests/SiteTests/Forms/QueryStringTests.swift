import Testing

@testable import Site
@testable import SiteTestSupport

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

    @Test func `what is encoded is decoded, and what is missing is left out`() throws {
        let query = QueryString.encoding([.search: "a b&c=d+ü%", .after: nil, .room: "", .order: "best"])
        #expect(query == "?q=a%20b%26c%3Dd%2B%C3%BC%25&order=best")
        #expect(try QueryString(decoding: String(query.dropFirst())).fields == ["q": "a b&c=d+ü%", "order": "best"])
        #expect(QueryString.encoding([.search: nil, .after: ""]) == "")
    }
}
