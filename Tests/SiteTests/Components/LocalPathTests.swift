import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct LocalPathTests {
    @Test(arguments: HostileText.nextPaths)
    func `a path that may lead elsewhere is no local path`(text: String) {
        #expect(LocalPath(text) == nil)
    }

    @Test(arguments: [
        "/", "/profile", "/a?b=c&d=%20", "/a#b", "/%2f%2fevil", "/a//b", "/" + String(repeating: "a", count: 1999),
    ])
    func `a path of this site is a local path`(text: String) {
        #expect(LocalPath(text)?.text == text)
    }
}
