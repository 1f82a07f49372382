import Testing

@testable import Transport

@Suite struct HeadScannerTests {
    private func scan(_ text: String, _ limits: HeadLimits = HeadLimits()) throws(RequestError) -> Int? {
        var scanner = HeadScanner(limits)
        return try scanner.scan(Array(text.utf8))
    }

    @Test func `the head ends with an empty line`() throws {
        #expect(try scan("GET / HTTP/1.1\r\nHost: x\r\n\r\nbody") == 27)
    }

    @Test func `empty lines before the request are part of the head`() throws {
        #expect(try scan("\r\n\r\nGET / HTTP/1.1\r\n\r\n") == 22)
    }

    @Test(arguments: [
        "", "\r\n", "GET / HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r\n",
    ])
    func `a head that is not complete waits for more`(text: String) throws {
        #expect(try scan(text) == nil)
    }

    @Test func `the end is found however the head is cut`() throws {
        let bytes = Array("\r\nGET /a HTTP/1.1\r\nHost: x\r\nA: b\tc\r\n\r\nGET".utf8)
        for cut in 0...bytes.count {
            var scanner = HeadScanner(HeadLimits())
            let first = try scanner.scan(Array(bytes[..<cut]))
            let end = try first ?? scanner.scan(bytes)
            #expect(end == bytes.count - 3)
        }
    }

    @Test func `until a request begins, nothing has begun`() throws {
        var scanner = HeadScanner(HeadLimits())
        _ = try scanner.scan(Array("\r\n".utf8))
        #expect(scanner.isBeforeRequestLine)
        _ = try scanner.scan(Array("\r\nG".utf8))
        #expect(!scanner.isBeforeRequestLine)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nA: b\n", "\n", "GET / HTTP/1.1\rA", "GET /\u{0} HTTP/1.1",
        "\u{16}\u{3}\u{1}",
        "GET / HTTP/1.1\r\nA: \u{7F}", "GET / HTTP/1.1\r\nA: \u{1B}[31m", "\r\r\n",
    ])
    func `what cannot become a head is refused at once`(text: String) {
        #expect(throws: RequestError.malformed) { try scan(text) }
    }

    @Test func `a line may be so long`() throws {
        let line = "GET /" + String(repeating: "a", count: 8192 - 14) + " HTTP/1.1"
        #expect(line.utf8.count == 8192)
        #expect(try scan(line + "\r\n\r\n") == 8196)
        #expect(throws: RequestError.targetTooLong) { try scan(line + "1\r\n\r\n") }
    }

    @Test func `a field may be so long`() throws {
        let line = "A: " + String(repeating: "a", count: 8189)
        #expect(try scan("GET / HTTP/1.1\r\n\(line)\r\n\r\n") != nil)
        #expect(throws: RequestError.headTooLarge) { try scan("GET / HTTP/1.1\r\n\(line)a\r\n\r\n") }
        #expect(throws: RequestError.headTooLarge) { try scan("GET / HTTP/1.1\r\n\(line)aa") }
    }

    @Test func `there may be so many fields`() throws {
        let fields = String(repeating: "A: b\r\n", count: 100)
        #expect(try scan("GET / HTTP/1.1\r\n\(fields)\r\n") != nil)
        #expect(throws: RequestError.headTooLarge) { try scan("GET / HTTP/1.1\r\n\(fields)A: b\r\n\r\n") }
    }

    @Test func `a head may be so large in all`() throws {
        let field = "A: " + String(repeating: "a", count: 8000) + "\r\n"
        #expect(throws: RequestError.headTooLarge) {
            try scan("GET / HTTP/1.1\r\n\(field)\(field)\(field)\(field)\(field)")
        }
    }
}
