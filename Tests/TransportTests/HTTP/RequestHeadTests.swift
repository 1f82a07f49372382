import HTTP
import Testing

@testable import Transport

@Suite struct RequestHeadTests {
    private func parse(_ text: String) throws(RequestError) -> RequestHead {
        try RequestHead(parsing: Array(text.utf8))
    }

    private func get(_ fields: String..., version: String = "HTTP/1.1") throws(RequestError) -> RequestHead {
        try parse("GET / \(version)\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    @Test func `a head has a method, a target, a version and fields`() throws {
        let head = try parse("POST /a%20b?c=d?e HTTP/1.1\r\nHost: roost.test:8080\r\nX-A:  b c \t\r\n\r\n")
        #expect(head.method == .post)
        #expect(head.path == "/a%20b")
        #expect(head.query == "c=d?e")
        #expect(head.version == .http11)
        #expect(head.fields[FieldName("x-a")] == "b c")
    }

    @Test func `any token is a method`() throws {
        #expect(try parse("BREW-it! / HTTP/1.1\r\nHost: x\r\n\r\n").method.rawValue == "BREW-it!")
    }

    @Test(arguments: [
        "GET /", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET  / HTTP/1.1", "GET / HTTP/11", "GET / http/1.1",
        "GET / HTTP/1.1.1", "G(T / HTTP/1.1", "/ HTTP/1.1", "GET\t/ HTTP/1.1", "GET / HTTP/a.1", "",
        "GET roost.test:80 HTTP/1.1", "OPTIONS * HTTP/1.1", "GET  HTTP/1.1", "GET http://a:b@roost.test/ HTTP/1.1",
        "GET http:// HTTP/1.1", "GET http:///a HTTP/1.1", "GET http:/roost.test HTTP/1.1", "GET http://:80/ HTTP/1.1",
        "GET ftp://roost.test/ HTTP/1.1", "GET http://a,b/ HTTP/1.1", "GET http://a\\b/ HTTP/1.1",
        "GET http://roost.test/#b HTTP/1.1", "GET http HTTP/1.1",
        "GET ?a HTTP/1.1", "GET /a#b HTTP/1.1", "GET /ä HTTP/1.1",
    ])
    func `a request line that breaks the rules is refused`(line: String) {
        #expect(throws: RequestError.malformed) { try parse("\(line)\r\nHost: x\r\n\r\n") }
    }

    @Test(arguments: [
        ("http://roost.test/a?b=c", "http", "roost.test", "/a", "b=c"),
        ("HTTPS://[::1]:8080", "HTTPS", "[::1]:8080", "/", ""),
        ("http://roost.test:80?b", "http", "roost.test:80", "/", "b"), ("http://x//y", "http", "x", "//y", ""),
    ])
    func `an absolute target names its host, in place of the field`(
        target: String, scheme: String, authority: String, path: String, query: String
    ) throws {
        let head = try parse("GET \(target) HTTP/1.1\r\nHost: other\r\n\r\n")
        #expect(head.fields.targetOrigin == TargetOrigin(scheme: scheme, authority: authority))
        #expect(head.fields[.host] == authority)
        #expect((head.path, head.query) == (path, query))
    }

    @Test func `the field is needed and must be one, also beside an absolute target`() {
        for fields in ["", "Host: a b\r\n", "Host: a\r\nHost: a\r\n"] {
            #expect(throws: RequestError.malformed) { try parse("GET http://x/ HTTP/1.1\r\n\(fields)\r\n") }
        }
    }

    @Test func `a target in origin form names no host`() throws {
        let head = try parse("GET /http://x/ HTTP/1.1\r\nHost: roost.test\r\n\r\n")
        #expect(head.fields.targetOrigin == nil && head.fields[.host] == "roost.test")
    }

    @Test func `what is encoded in a target is the site's business`() throws {
        let head = try parse("GET /%00?a=%00 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect((head.path, head.query) == ("/%00", "a=%00"))
    }

    @Test(arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/3.0"])
    func `other major versions are not spoken`(version: String) {
        #expect(throws: RequestError.unsupportedVersion) { try get("Host: x", version: version) }
    }

    @Test func `later minor versions are taken for the one we know`() throws {
        #expect(try get("Host: x", version: "HTTP/1.2").version == .http11)
    }

    @Test(arguments: [
        "No colon", ": no name", "Space : before", "A\u{7}: b", " folded: line", "\tfolded", "A(: b", "Ä: b",
    ])
    func `a field that breaks the rules is refused`(field: String) {
        #expect(throws: RequestError.malformed) { try get("Host: x", field) }
    }

    @Test func `a field that comes twice has both values`() throws {
        let head = try get("Host: x", "Accept: a", "accept: b", "Cookie: a=1", "Cookie: b=2")
        #expect(head.fields[FieldName("Accept")] == "a, b")
        #expect(head.fields[.cookie] == "a=1; b=2")
    }

    @Test(arguments: ["x", "roost.test", "roost.test:8080", "127.0.0.1:1", "[::1]:8080", "a_b-c.example"])
    func `a host is a name or address, and a port`(host: String) throws {
        #expect(try get("Host: \(host)").fields[.host] == host)
    }

    @Test(arguments: [
        ["Host: a", "Host: a"], ["Host: a, b"], ["Host: a b"], ["Host: a/b"], ["Host:"], ["Host: a@b"], [],
    ])
    func `there is one host`(fields: [String]) {
        #expect(throws: RequestError.malformed) {
            try parse("GET / HTTP/1.1\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
        }
    }

    @Test func `HTTP 1_0 needs no host`() throws {
        #expect(try get(version: "HTTP/1.0").version == .http10)
    }

    @Test func `a body has a length, chunks, or there is none`() throws {
        #expect(try get("Host: x").framing == .none)
        #expect(try get("Host: x", "Content-Length: 0").framing == .none)
        #expect(try get("Host: x", "Content-Length: 007").framing == .length(7))
        #expect(try get("Host: x", "Transfer-Encoding: Chunked").framing == .chunked)
    }

    @Test(arguments: [
        ["Content-Length: +5"], ["Content-Length: -5"], ["Content-Length: 5 5"], ["Content-Length: 5, 5"],
        ["Content-Length: 5", "Content-Length: 5"], ["Content-Length: 5", "Content-Length: 6"], ["Content-Length:"],
        ["Content-Length: 0x5"], ["Content-Length: ５"], ["Content-Length: 99999999999999999999"],
        ["Transfer-Encoding: gzip"], ["Transfer-Encoding: gzip, chunked"], ["Transfer-Encoding: chunked, chunked"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], ["Transfer-Encoding:"],
        ["Transfer-Encoding: xchunked"], ["Transfer-Encoding: chunked;a"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ])
    func `a length that two servers could take for two is refused`(fields: [String]) {
        #expect(throws: RequestError.malformed) {
            try parse("POST / HTTP/1.1\r\nHost: x\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
        }
    }

    @Test func `HTTP 1_0 has no chunks`() {
        #expect(throws: RequestError.malformed) { try get("Transfer-Encoding: chunked", version: "HTTP/1.0") }
    }

    @Test(arguments: [
        ("HTTP/1.1", nil, true), ("HTTP/1.1", "close", false), ("HTTP/1.1", "keep-alive, Close", false),
        ("HTTP/1.0", nil, false), ("HTTP/1.0", "Keep-Alive", true), ("HTTP/1.0", "keep-alive, close", false),
        ("HTTP/1.1", "closet", true),
    ])
    func `a connection is kept as its version and the client say`(version: String, option: String?, isCacheable: Bool)
        throws
    {
        let field = option.map { "Connection: \($0)\r\n" } ?? ""
        #expect(try parse("GET / \(version)\r\nHost: x\r\n\(field)\r\n").keepsAlive == isCacheable)
    }

    @Test func `a client may wait to be told to go on`() throws {
        #expect(try get("Host: x", "Expect: 100-Continue").expectsContinue)
        #expect(try !get("Host: x").expectsContinue)
        #expect(try !get("Expect: 100-continue", version: "HTTP/1.0").expectsContinue)
        #expect(throws: RequestError.unmetExpectation) { try get("Host: x", "Expect: tea") }
    }
}
