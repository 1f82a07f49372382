/// A request as a client writes it.
struct WireRequest: Sendable {
    var method = "GET"
    var path = "/"
    var headers: [String: String] = [:]
    /// The body, of which Content-Length says the length.
    var body: [UInt8]?

    func bytes(host: String) -> [UInt8] {
        var headers = headers
        headers["Host"] = headers["Host"] ?? host
        if let body { headers["Content-Length"] = headers["Content-Length"] ?? String(body.count) }
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n".utf8) + (body ?? [])
    }
}

extension TestSite {
    /// Sends one request and reads one response.
    func exchange(_ request: WireRequest) async throws -> Reply {
        try await exchange(request.bytes(host: host), method: request.method)
    }

    /// Asks without cookies.
    func request(
        _ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> Reply {
        try await exchange(WireRequest(method: method, path: path, headers: headers, body: body))
    }

    /// Sends bytes and reads everything until the site closes the connection.
    func exchangeToEnd(_ bytes: [UInt8]) async throws -> String {
        let connection = try await connect()
        async let sent: Void = connection.send(bytes)
        let answers = try await connection.readToEnd()
        try await sent
        return answers
    }
}

extension String {
    /// The number of answers in what came over a connection.
    var answerCount: Int { ranges(of: "HTTP/1.1 ").count }
}
