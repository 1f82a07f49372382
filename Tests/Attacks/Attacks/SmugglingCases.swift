extension Smuggling {
    static let lengths: [RawCase] =
        [
            RawCase(
                "length and chunked",
                head("Content-Length: 5\r\nTransfer-Encoding: chunked") + "0\r\n\r\n" + smuggled),
            RawCase(
                "chunked and length",
                head("Transfer-Encoding: chunked\r\nContent-Length: 5") + "0\r\n\r\n" + smuggled),
            post("two lengths", fields: "Content-Length: 5\r\nContent-Length: 39"),
            post("two lengths in one field", fields: "Content-Length: 5, 39"),
            post("a length twice in one field", fields: "Content-Length: 5, 5"),
            // White space before a value means nothing: such a length may be taken, once.
            RawCase(
                "length after two spaces", head("Content-Length:  5") + "a=b&c",
                .answers(atMost: 1)),
        ]
        + ["+5", "-5", "-0", "0x5", "5 5", "5;", "\"5\"", "", "5.0", "5e0", "٥", "99999999999999999999"].map {
            post("length \($0)", fields: "Content-Length: \($0)")
        }

    static let encodings: [RawCase] =
        [
            "xchunked", "chunked, identity", "identity", "chunked, chunked", "\"chunked\"", "chunked;a=b",
            "\u{0B}chunked", "chunked\u{0B}", "chunk\ted", "", "gzip", "gzip, chunked", ",chunked",
        ].map { coding in
            RawCase(
                "coding \(coding.debugDescription)",
                head("Transfer-Encoding: \(coding)") + "0\r\n\r\n" + smuggled, .last([400, 501]))
        } + [
            RawCase(
                "coding in two fields",
                head("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity") + "0\r\n\r\n" + smuggled,
                .last([400, 501])),
            RawCase("coding in HTTP/1.0", head("Transfer-Encoding: chunked", version: "1.0") + "0\r\n\r\n" + smuggled),
            RawCase("coding, space before colon", head("Transfer-Encoding : chunked") + "0\r\n\r\n" + smuggled),
            RawCase("coding, folded", head("Transfer-Encoding:\r\n chunked") + "0\r\n\r\n" + smuggled),
            // White space around a value means nothing, and a coding's case neither.
            RawCase(
                "coding after a tab", head("Transfer-Encoding:\tchunked \t") + "0\r\n\r\n" + smuggled,
                .answers(atMost: 2)),
            RawCase(
                "coding in capitals", head("Transfer-Encoding: CHUNKED") + "0\r\n\r\n" + smuggled, .answers(atMost: 2)),
        ]

    static let chunks: [RawCase] =
        ["0x5", "-1", "+5", " 5", "5 5", "", "g", "FFFFFFFFFFFFFFFFF", "10000000000000005", "٥"].map {
            chunked("chunk size \($0)", "\($0)\r\na=b&c\r\n0\r\n\r\n")
        } + [
            chunked("chunk without line end", "5\r\na=b&c0\r\n\r\n"),
            chunked("chunk longer than its size", "5\r\na=b&cdefg\r\n0\r\n\r\n"),
            chunked("chunk ended by LF", "5\r\na=b&c\n0\r\n\r\n"),
            chunked("chunk size ended by LF", "5\na=b&c\r\n0\r\n\r\n"),
            chunked("chunk size ended by CR", "5\ra=b&c\r\n0\r\n\r\n"),
            chunked("LF in a chunk extension", "5;a\nb\r\na=b&c\r\n0\r\n\r\n"),
            chunked("trailer without colon", "5\r\na=b&c\r\n0\r\n\(smuggled)"),
            // A trailer is allowed, and says nothing about where the body ends.
            chunked("trailer", "5\r\na=b&c\r\n0\r\nX: y\r\n\r\n", .answers(atMost: 2)),
            chunked("trailer with length", "5\r\na=b&c\r\n0\r\nContent-Length: 35\r\n\r\n", .answers(atMost: 2)),
            chunked("chunk extension", "5;a=b\r\na=b&c\r\n0\r\n\r\n", .answers(atMost: 2)),
        ]

    static let lines: [RawCase] = [
        post("space before colon", fields: "Content-Length : 5"),
        post("tab before colon", fields: "Content-Length\t: 5"),
        post("folded field", fields: "X: y\r\n z\r\nContent-Length: 5"),
        post("folded length", fields: "Content-Length:\r\n 5"),
        post("NUL in a value", fields: "X: a\0b\r\nContent-Length: 5"),
        post("NUL in a name", fields: "X\0Y: a\r\nContent-Length: 5"),
        post("CR in a value", fields: "X: a\rb\r\nContent-Length: 5"),
        post("CR between fields", fields: "X: a\rContent-Length: 39\r\nContent-Length: 5"),
        post("LF between fields", fields: "X: a\nContent-Length: 5"),
        RawCase("white space before the first field", "GET /login HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n" + smuggled),
        RawCase("LF line ends", "GET /login HTTP/1.1\nHost: x\n\n" + smuggled),
        RawCase("LF at the end of the head", "GET /login HTTP/1.1\r\nHost: x\r\n\n" + smuggled),
        RawCase("LF after the request line", "GET /login HTTP/1.1\nHost: x\r\n\r\n" + smuggled),
    ]

    private static func chunked(
        _ name: String, _ body: String, _ expectation: RawCase.Expectation = RawCase.malformed
    ) -> RawCase {
        RawCase(name, head("Transfer-Encoding: chunked") + body + smuggled, expectation)
    }
}
