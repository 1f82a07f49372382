/// Requests that are none: each is answered as what it is, and ends its connection.
struct MalformedRequests: Attack {
    let name = "malformed"

    func run(on target: Target) -> Outcome {
        Outcome(trying: Self.hosts + Self.targets + Self.lines + Self.fields + Self.sizes, on: target)
    }

    private static let hosts: [RawCase] = [
        RawCase("no Host", "GET /login HTTP/1.1\r\n\r\n"),
        RawCase("two Hosts", "GET /login HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
        RawCase("the same Host twice", "GET /login HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
        RawCase("two values of Host", "GET /login HTTP/1.1\r\nHost: x, y\r\n\r\n"),
        RawCase("space in Host", "GET /login HTTP/1.1\r\nHost: x y\r\n\r\n"),
    ]

    private static let targets: [RawCase] =
        [
            "http://a:b@x/login", "http://", "http:///login", "ftp://x/login", "x:80", "*", "login", "/lo\u{1}gin",
            "/lo\0gin", "/login\u{7F}",
            "/lo gin", "/login\tx", "/login#x", "/l\u{F6}gin", "",
        ].map {
            RawCase("target \($0.debugDescription)", "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n")
        } + [
            RawCase("CONNECT", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", .last([400, 405, 501])),
            // The message is sound, only its path is not: the next request can follow.
            RawCase("an encoded NUL", "GET /login%00 HTTP/1.1\r\nHost: x\r\n\r\n", .answered([400])),
            RawCase("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", .answers(atMost: 1)),
        ]

    private static let lines: [RawCase] = [
        RawCase("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .last([400, 505])),
        RawCase("HTTP/3.0", "GET /login HTTP/3.0\r\nHost: x\r\n\r\n", .last([400, 505])),
        RawCase("HTTP/1", "GET /login HTTP/1\r\nHost: x\r\n\r\n", .last([400, 505])),
        RawCase("HTTP/0.9", "GET /login\r\n\r\n", .last([400, 505])),
        RawCase("http/1.1", "GET /login http/1.1\r\nHost: x\r\n\r\n", .last([400, 505])),
        RawCase("no method", " /login HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawCase("comma in the method", "G,T /login HTTP/1.1\r\nHost: x\r\n\r\n", .last([400, 501])),
        RawCase("NUL in the method", "G\0T /login HTTP/1.1\r\nHost: x\r\n\r\n", .last([400, 501])),
        RawCase("two spaces", "GET  /login HTTP/1.1\r\nHost: x\r\n\r\n"),
        RawCase("space at the end", "GET /login HTTP/1.1 \r\nHost: x\r\n\r\n", .last([400, 505])),
        RawCase("nonsense", "nonsense\r\n\r\n"),
        // It may hold no line end at all: then only the deadline of a head ends it.
        RawCase("TLS client hello", clientHello, .lastOrNone([400]), limit: .seconds(13)),
    ]

    private static let fields: [RawCase] = [
        RawCase("field without colon", "GET /login HTTP/1.1\r\nHost: x\r\nfield\r\n\r\n"),
        RawCase("field without name", "GET /login HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"),
        RawCase("space in a name", "GET /login HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n"),
        RawCase("non-ASCII name", "GET /login HTTP/1.1\r\nHost: x\r\nX\u{F6}: z\r\n\r\n"),
        RawCase("control character in a value", "GET /login HTTP/1.1\r\nHost: x\r\nX: a\u{1}b\r\n\r\n"),
    ]

    private static let sizes: [RawCase] = [
        RawCase("101 fields", get(String(repeating: "X: y\r\n", count: 100)), .last([431])),
        RawCase("a field of 8.5 KB", get("X: \(String(repeating: "y", count: 8700))\r\n"), .last([431])),
        RawCase(
            "a head of 40 KB",
            get(String(repeating: "X: \(String(repeating: "y", count: 4090))\r\n", count: 10)), .last([431])),
        RawCase(
            "a request line of 9 KB",
            "GET /\(String(repeating: "a", count: 9216)) HTTP/1.1\r\nHost: x\r\n\r\n", .last([414])),
    ]

    private static func get(_ fields: String) -> String {
        "GET /login HTTP/1.1\r\nHost: x\r\n\(fields)\r\n"
    }

    /// The beginning of a TLS connection, as of a browser that takes the port for one of https.
    private static let clientHello: [UInt8] =
        [0x16, 0x03, 0x01, 0x00, 0x35, 0x01, 0x00, 0x00, 0x31, 0x03, 0x03] + [UInt8](repeating: 0xA5, count: 32)
        + [0x00, 0x00, 0x04, 0x13, 0x01, 0x13, 0x02, 0x01, 0x00, 0x00, 0x04, 0x00, 0x17, 0x00, 0x00]
}
