import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TextFieldTests {
    @Test(arguments: TextField.allCases) func `a value as long as it may be stays, and a longer one stays too long`(
        field: TextField
    ) throws {
        for character in ["a", "\u{301}", "\u{20AC}", "\u{1F987}"] {
            let longest = String(repeating: character, count: field.limit / character.utf8.count)
            #expect(field.value(among: [field.rawValue: longest]) == longest)
            let longer = String(repeating: character, count: field.limit)
            let cut = try #require(field.value(among: [field.rawValue: longer + "a"]))
            #expect((field.limit + 1...field.limit + 3).contains(cut.utf8.count))
        }
    }

    @Test func `every field of every form is one of these`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.member("bob")
            var names: Set<String> = []
            for visitor in [browser, Browser(site)] {
                for route in try site.routes() where route.method == .get {
                    let page = try await visitor.get(route.path(id: "2")).document
                    names.formUnion(page.forms.flatMap(\.controls).filter { $0.type != "file" }.map(\.name))
                }
            }
            // Nobody reads the name of a button that does only one thing.
            names.remove("go")
            #expect(names.count > 8)
            #expect(names.subtracting(TextField.allCases.map(\.rawValue)).isEmpty)
        }
    }

    @Test(arguments: [
        ("nickname", "A nickname has at most 50 characters.", 2001),
        ("username", "A username has at most 32 characters.", 129),
        ("password", "A password has at most 256 characters.", 1025),
    ])
    func `a value that is far too long is told to be so`(field: String, message: String, count: Int) async throws {
        try await withSite { site in
            var fields = ["username": "alice", "nickname": "Alice", "password": TestSite.password]
            for count in [count, 60_000] {
                fields[field] = String(repeating: "a", count: count)
                let reply = try await Browser(site).submit("/signup", on: "/signup", fields)
                #expect(reply.status == 422 && reply.document.error(of: field) == message)
            }
        }
    }
}
