import Testing

@testable import Transport

@Suite struct BodyDecoderTests {
    /// The body in `text`, and what is left behind it, when it comes in pieces of `size`.
    private func decode(
        _ framing: RequestHead.Framing, _ text: String, by size: Int = .max
    ) throws(RequestError) -> (body: String, isComplete: Bool, rest: String) {
        var (decoder, input, body) = (BodyDecoder(framing), InputBuffer(), [UInt8]())
        var bytes = Array(text.utf8)[...]
        while !decoder.isComplete {
            let part = try decoder.decode(&input, atMost: 3)
            body += part
            guard part.isEmpty, !decoder.isComplete else { continue }
            guard !bytes.isEmpty else { break }
            input.append(bytes.prefix(size))
            bytes = bytes.dropFirst(size)
        }
        let rest = Array(input.contents) + bytes
        return (String(decoding: body, as: UTF8.self), decoder.isComplete, String(decoding: rest, as: UTF8.self))
    }

    @Test func `a body of a length ends there`() throws {
        let result = try decode(.length(5), "helloGET /")
        #expect(result == ("hello", true, "GET /"))
    }

    @Test func `no body is complete at once`() throws {
        let result = try decode(.none, "GET /")
        #expect(result == ("", true, "GET /"))
    }

    @Test func `chunks are joined, extensions and trailers dropped`() throws {
        let result = try decode(.chunked, "5\r\nhello\r\n00A;a=\"b\"\r\n, bats 123\r\n0\r\nX-A: b\r\n\r\nGET /")
        #expect(result == ("hello, bats 123", true, "GET /"))
    }

    @Test func `however a body is cut, it is the same`() throws {
        let text = "5\r\nhello\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n000\r\nA: b\r\n\r\nGET /"
        for size in 1...text.utf8.count {
            let result = try decode(.chunked, text, by: size)
            #expect(result == ("helloabcdefghijklmnopqrstuvwxyz", true, "GET /"))
        }
    }

    @Test func `a body without its end is not complete`() throws {
        #expect(try !decode(.length(6), "hello").isComplete)
        #expect(try !decode(.chunked, "5\r\nhello\r\n0\r\n").isComplete)
    }

    @Test(arguments: [
        "0x5\r\nhello\r\n0\r\n\r\n", "-1\r\n", "+5\r\nhello\r\n", " 5\r\nhello\r\n", "5 \r\nhello\r\n", "\r\n", "g\r\n",
        "5\nhello\r\n0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
        "5\r\rhello",
        "FFFFFFFFFFFFFFFFF\r\n", "8000000000000000\r\n", "5;\u{0}\r\nhello\r\n0\r\n\r\n", "0\r\nno colon\r\n\r\n",
        "5\rhello",
    ])
    func `broken chunks are refused`(text: String) {
        #expect(throws: RequestError.malformed) { _ = try decode(.chunked, text) }
    }

    @Test(arguments: ["0\r\nno colon\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "x\r\n0\r\n\r\n"])
    func `after a broken chunk nothing is a body any more`(text: String) {
        var (decoder, input) = (BodyDecoder(.chunked), InputBuffer())
        input.append(Array(text.utf8))
        for _ in 0..<10 { _ = try? decoder.decode(&input, atMost: .max) }
        #expect(!decoder.isComplete)
    }

    @Test func `neither a chunk's line nor the trailers may be long`() {
        #expect(throws: RequestError.malformed) { _ = try decode(.chunked, "5;" + String(repeating: "a", count: 300)) }
        let trailers = String(repeating: "A: b\r\n", count: 17)
        #expect(throws: RequestError.malformed) { _ = try decode(.chunked, "0\r\n\(trailers)\r\n") }
    }

    @Test func `chunks that have come are taken together, up to what is wanted`() throws {
        var (decoder, input) = (BodyDecoder(.chunked), InputBuffer())
        input.append(Array(String(repeating: "1\r\na\r\n", count: 1000).utf8))
        let parts = try [decoder.decode(&input, atMost: 600).count, decoder.decode(&input, atMost: 600).count]
        #expect(parts == [600, 400])
    }

    @Test func `what stands around the data may not be many times longer than the data`() throws {
        func chunks(_ count: Int, extension text: String) -> String {
            String(repeating: "1;\(text)\r\na\r\n", count: count) + "0\r\n\r\n"
        }
        #expect(try decode(.chunked, chunks(3000, extension: "abcde")).body.count == 3000)
        #expect(throws: RequestError.malformed) {
            _ = try decode(.chunked, chunks(3000, extension: String(repeating: "a", count: 50)))
        }
    }

    @Test func `what is used up is not kept, also where something is always left`() {
        var input = InputBuffer()
        for _ in 0..<100 {
            input.append([UInt8](repeating: 0x61, count: 1000))
            _ = input.take(atMost: input.count - 1)
        }
        #expect(input.count == 1)
        #expect(input.bytes.count <= 1001)
    }
}
