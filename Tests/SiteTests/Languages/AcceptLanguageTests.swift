import Accounts
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct AcceptLanguageTests {
    @Test(arguments: [
        (nil, Language.english), ("", .english), ("de", .german), ("de-AT", .german), ("DE-ch", .german),
        ("en-GB,en;q=0.9,de;q=0.8", .english), ("fr,de;q=0.5,en;q=0.4", .german), ("de;q=0.3, en;q=0.7", .english),
        ("fr, es", .english), ("de;q=0", .english), ("*", .english), ("*, de;q=0.1", .english),
        ("fr, *;q=0.2, de;q=0.9", .german),
        ("de;q=x", .english), ("de;q=", .english), (";;;,,,", .english), ("deu", .english), ("de;level=1", .german),
    ])
    func `the browser's best language that there is`(header: String?, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }

    @Test func `a long list costs no more than its beginning`() {
        #expect(Language(accepting: Array(repeating: "fr", count: 64).joined(separator: ",") + ",de") == .english)
        #expect(Language(accepting: Array(repeating: "fr", count: 63).joined(separator: ",") + ",de") == .german)
    }
}
