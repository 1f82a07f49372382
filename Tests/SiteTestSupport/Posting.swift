extension TestSite {
    /// Posts a body as it is, declared with its length, without cookies.
    func post(
        _ path: String, _ body: String, type: String? = "application/x-www-form-urlencoded",
        cookie: String? = nil
    ) async throws -> Reply {
        try await post(path, Array(body.utf8), type: type, cookie: cookie)
    }

    func post(
        _ path: String, _ body: [UInt8], type: String? = "application/x-www-form-urlencoded", cookie: String? = nil
    ) async throws -> Reply {
        var headers: [String: String] = [:]
        headers["Content-Type"] = type
        headers["Cookie"] = cookie
        return try await request("POST", path, headers, body: body)
    }

    /// Posts a body in chunks, its length undeclared.
    func postChunked(
        _ path: String, _ body: [UInt8], type: String = "application/x-www-form-urlencoded", cookie: String? = nil
    ) async throws -> Reply {
        var request = WireRequest(method: "POST", path: path)
        request.headers = ["Content-Type": type, "Transfer-Encoding": "chunked"]
        request.headers["Cookie"] = cookie
        return try await exchange(request.bytes(host: host) + Encoding.chunked(body), method: "POST")
    }
}

extension Browser {
    /// The Cookie header that it sends.
    var cookieHeader: String { cookies.header(for: "/") ?? "" }
}
