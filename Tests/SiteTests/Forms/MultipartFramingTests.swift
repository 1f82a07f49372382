import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MultipartFramingTests {
    private static let disposition = #"Content-Disposition: form-data; name="a""#
    private static let onePart = [Event.began("a"), .text("x"), .partEnded]

    private func parse(_ body: String) throws -> [Event] {
        try MultipartFixture.parse(Data(body.utf8))
    }

    private func part(before: String = "", after: String) -> String {
        "\(before)--b\r\n\(Self.disposition)\r\n\r\nx\(after)"
    }

    private func expectRefusal(_ body: String, as error: MalformedForm) {
        #expect(throws: error) { try parse(body) }
    }

    @Test func `takes one line end before the first delimiter`() throws {
        #expect(try parse(part(before: "\r\n", after: "\r\n--b--\r\n")) == Self.onePart)
    }

    @Test func `takes a closing delimiter without line end`() throws {
        #expect(try parse(part(after: "\r\n--b--")) == Self.onePart)
    }

    @Test(arguments: ["", " ", "\t \t", String(repeating: " ", count: 16)])
    func `takes padding after a delimiter`(padding: String) throws {
        let body = "--b\(padding)\r\n\(Self.disposition)\r\n\r\nx\r\n--b--\(padding)"
        #expect(try parse(body) == Self.onePart)
        #expect(try parse(body + "\r\n") == Self.onePart)
    }

    @Test func `refuses unbounded padding`() {
        let padding = String(repeating: " ", count: 17)
        expectRefusal("--b" + padding, as: .delimiterLine)
        expectRefusal(part(after: "\r\n--b--" + padding), as: .delimiterLine)
    }

    @Test(arguments: ["x", "preamble\r\n", "\r\n\r\n", "\n", "\r", "\r\r\n", "-", "--", "--c\r\n", " "])
    func `refuses a preamble`(preamble: String) {
        expectRefusal(part(before: preamble, after: "\r\n--b--"), as: .preamble)
    }

    @Test(arguments: ["x", "-x", "-\r\n", "--x", "---", " --", "--\rx", "\n", "\rx", "--\n", "\r\r\n", "- -"])
    func `refuses other text after a delimiter`(text: String) {
        expectRefusal(part(after: "\r\n--b" + text), as: .delimiterLine)
    }

    @Test(arguments: ["x", "\r\n", "\n", "--b--", "--b\r\n"])
    func `refuses an epilogue`(epilogue: String) {
        expectRefusal(part(after: "\r\n--b--\r\n" + epilogue), as: .epilogue)
    }

    @Test(arguments: [
        "", "\r\n", "--", "--b", "--b\r", "--b\r\n", "--b\r\nContent-Disp", "--b\r\n\(disposition)\r\n",
        "--b\r\n\(disposition)\r\n\r\n", "--b\r\n\(disposition)\r\n\r\nx\r\n--",
        "--b\r\n\(disposition)\r\n\r\nx\r\n--b", "--b\r\n\(disposition)\r\n\r\nx\r\n--b-",
        "--b\r\n\(disposition)\r\n\r\nx\r\n--b--\r",
    ])
    func `refuses a truncated body`(body: String) {
        expectRefusal(body, as: .truncated)
    }

    @Test(arguments: [
        "\r\n", "\r\r\n", "\n--b", "\r--b", "--b", "\r\n-b", "\r\n--c", "\r\n--\r\n--", "\r\n--\r", "\r\n-\r\n", "\0",
    ])
    func `keeps data that resembles a delimiter`(data: String) throws {
        let body = "--b\r\n\(Self.disposition)\r\n\r\nx\(data)\r\n--b--"
        #expect(try parse(body) == [.began("a"), .text("x" + data), .partEnded])
    }

    @Test(arguments: ["\r\n", "\r", "-", "--", "--c", "\r\n--c", "\n"])
    func `keeps data that begins like a delimiter`(data: String) throws {
        let body = "--b\r\n\(Self.disposition)\r\n\r\n\(data)\r\n--b--"
        #expect(try parse(body) == [.began("a"), .text(data), .partEnded])
    }

    @Test func `the end of a blank line may serve the delimiter`() throws {
        #expect(try parse("--b\r\n\(Self.disposition)\r\n\r\n--b--") == [.began("a"), .partEnded])
    }

    @Test func `repeats its error for ever`() throws {
        var parser = MultipartParser(boundary: try MultipartFixture.boundary())
        let error = MalformedForm.preamble
        #expect(throws: error) { try parser.consume(Data("x".utf8)) }
        #expect(throws: error) { try parser.consume(MultipartFixture.body("--b--")) }
        #expect(throws: error) { try parser.finish() }
    }

    @Test func `takes nothing more after its end`() throws {
        var parser = MultipartParser(boundary: try MultipartFixture.boundary())
        #expect(try parser.consume(Data("--b--".utf8)).isEmpty)
        try parser.finish()
        #expect(throws: MalformedForm.epilogue) { try parser.consume(Data("\r\n".utf8)) }
    }

    @Test func `gives data that is indexed from zero`() throws {
        var parser = MultipartParser(boundary: try MultipartFixture.boundary())
        for event in try parser.consume(Data(part(after: "\r\n--b--").utf8)) {
            if case .partData(let data) = event { #expect(data.startIndex == 0) }
        }
    }
}
