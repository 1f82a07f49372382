import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MultipartLimitTests {
    private static let disposition = #"Content-Disposition: form-data; name="a""#

    private func body(parts: Int) -> Data {
        Data((String(repeating: "--b\r\n\(Self.disposition)\r\n\r\nx\r\n", count: parts) + "--b--").utf8)
    }

    @Test func `takes sixteen parts and no more`() throws {
        #expect(try MultipartFixture.parse(body(parts: 16)).count == 48)
        #expect(throws: MalformedForm.tooManyParts) { try MultipartFixture.parse(body(parts: 17)) }
    }

    @Test func `takes ten headers and no more`() throws {
        let others = (1...9).map { "X-\($0): y" }.joined(separator: "\r\n")
        #expect(try MultipartFixture.header(Self.disposition, others).name == "a")
        #expect(throws: MalformedForm.tooManyHeaders) {
            try MultipartFixture.header(Self.disposition, others, "X-10: y")
        }
    }

    @Test func `takes a header block of 4096 bytes and no more`() throws {
        let filler = "X: " + String(repeating: "x", count: 4096 - Self.disposition.utf8.count - 9)
        #expect(try MultipartFixture.header(Self.disposition, filler).name == "a")
        #expect(throws: MalformedForm.headerTooLarge) {
            try MultipartFixture.header(Self.disposition, filler + "x")
        }
    }

    @Test func `refuses an endless header line before it ends`() {
        let body = Data("--b\r\nX: \(String(repeating: "x", count: 5000))".utf8)
        #expect(throws: MalformedForm.headerTooLarge) { try MultipartFixture.parse(body) }
    }

    @Test func `counts a name in decoded bytes`() throws {
        let longest = String(repeating: "ü", count: 49) + "%22%22"
        let prefix = "Content-Disposition: form-data; name="
        #expect(try MultipartFixture.header("\(prefix)\"\(longest)\"").name.utf8.count == 100)
        #expect(throws: MalformedForm.nameTooLong) { try MultipartFixture.header("\(prefix)\"\(longest)x\"") }
    }

    @Test func `takes a filename of 255 bytes and no more`() throws {
        let prefix = "Content-Disposition: form-data; name=a; filename="
        let longest = String(repeating: "f", count: 255)
        #expect(try MultipartFixture.header("\(prefix)\"\(longest)\"").filename == longest)
        #expect(throws: MalformedForm.filenameTooLong) { try MultipartFixture.header("\(prefix)\(longest)f") }
    }

    @Test func `respects the given limits`() throws {
        let limits = MultipartParser.Limits(parts: 1)
        #expect(try MultipartFixture.parse(body(parts: 1), limits: limits).count == 3)
        #expect(throws: MalformedForm.tooManyParts) { try MultipartFixture.parse(body(parts: 2), limits: limits) }
    }

    @Test func `gives one data event per part and chunk`() throws {
        var parser = MultipartParser(boundary: try MultipartFixture.boundary())
        _ = try parser.consume(MultipartFixture.body("--b", Self.disposition, ""))
        let chunk = Data(String(repeating: "\r\n--c\r", count: 1000).utf8)
        #expect(try parser.consume(Data("\r\n--".utf8)).isEmpty)
        #expect(try parser.consume(chunk).count == 1)
    }
}
