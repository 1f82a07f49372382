import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct FilePathNameTests {
    @Test(arguments: [
        ("plan.csv", "plan.csv"), ("a b.txt", "a%20b.txt"), ("é", "%C3%A9"), ("100%.txt", "100%25.txt"),
        ("thumbnail", "%74humbnail"), ("a?b#c", "a%3Fb%23c"), ("<\"&'>", "%3C%22%26%27%3E"),
    ])
    func `a name is percent-encoded and read back`(name: String, path: String) {
        #expect(FilePathName(name: name).description == path)
        #expect(FilePathName(path) == FilePathName(name: name))
    }

    @Test(arguments: ["", "a b", "%c3%a9", "%70lan.csv", "%", "%4", "%zz", "%FF", "é", "a/b", "thumbnail"])
    func `any other spelling is none`(path: String) {
        #expect(FilePathName(path) == nil)
    }
}
