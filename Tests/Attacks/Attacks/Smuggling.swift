/// Requests whose end can be seen in two ways, so that a proxy in front and the site may disagree where the next
/// begins. Behind each is another request, which must never be answered.
struct Smuggling: Attack {
    let name = "smuggling"

    func run(on target: Target) -> Outcome {
        let megabytes = target.scaled(3.5, quick: 1)
        return Outcome(
            trying: Self.unreadBodies(bytes: Int(megabytes * 1e6)) + Self.lengths + Self.encodings + Self.chunks
                + Self.lines, on: target)
    }

    /// What must not be answered.
    static let smuggled = "GET /login HTTP/1.1\r\nHost: x\r\n\r\n"

    /// A form post with these fields, and behind five bytes of body another request.
    static func post(_ name: String, fields: String, body: String = "a=b&c") -> RawCase {
        RawCase(name, head(fields) + body + smuggled)
    }

    static func head(_ fields: String, version: String = "1.1") -> String {
        "POST /signup HTTP/\(version)\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\(fields)\r\n\r\n"
    }

    /// Bodies that no page reads, full of requests. Where they are not dropped, each of them is answered.
    private static func unreadBodies(bytes: Int) -> [RawCase] {
        let body = String(repeating: smuggled, count: bytes / smuggled.utf8.count)
        let requests = [
            "GET /login", "HEAD /login", "POST /login", "POST /nowhere", "PUT /login", "DELETE /login",
            "OPTIONS /login", "PATCH /nowhere", "BREW /login", "BREW /nowhere", "get /login", "TRACE /login",
        ]
        return requests.flatMap { request in
            let head = "\(request) HTTP/1.1\r\nHost: x\r\n"
            let size = body.utf8.count
            return [
                RawCase(
                    "\(request), \(size) bytes declared", head + "Content-Length: \(size)\r\n\r\n" + body,
                    .answers(atMost: 1)),
                RawCase(
                    "\(request), \(size) bytes chunked",
                    head + "Transfer-Encoding: chunked\r\n\r\n\(String(size, radix: 16))\r\n\(body)\r\n0\r\n\r\n",
                    .answers(atMost: 1)),
            ]
        }
    }
}
