import Foundation
import Testing

/// A program that uses the API.
final class APIClient {
    let site: TestSite
    var accessToken: String?
    var refreshToken: String?

    init(_ site: TestSite, accessToken: String? = nil) {
        self.site = site
        self.accessToken = accessToken
    }

    /// Sends a request with the access token. A path without a slash is below `/api/v1/`.
    @discardableResult
    func send(
        _ method: String, _ path: String, json: Any? = nil, headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> Reply {
        var request = WireRequest(method: method, path: path.hasPrefix("/") ? path : "/api/v1/" + path)
        request.headers = ["User-Agent": "heron/1.0"]
        if let accessToken { request.headers["Authorization"] = "Bearer \(accessToken)" }
        if let json {
            request.headers["Content-Type"] = "application/json"
            request.body = Array(try JSONSerialization.data(withJSONObject: json))
        }
        if let body { request.body = body }
        if request.body == nil, method != "GET", method != "HEAD" { request.body = [] }
        request.headers.merge(headers) { $1 }
        let reply = try await site.exchange(request)
        // Whatever a test is about, what comes is what the description says.
        try await APIContract.of(site).check(reply, to: request)
        return reply
    }

    @discardableResult
    func get(_ path: String) async throws -> Reply { try await send("GET", path) }
    @discardableResult
    func post(_ path: String, _ json: Any? = nil) async throws -> Reply { try await send("POST", path, json: json) }
    @discardableResult
    func patch(_ path: String, _ json: Any) async throws -> Reply { try await send("PATCH", path, json: json) }
    @discardableResult
    func delete(_ path: String, _ json: Any? = nil) async throws -> Reply { try await send("DELETE", path, json: json) }

    /// Keeps the tokens of an answer.
    @discardableResult
    func keepTokens(of reply: Reply) throws -> Reply {
        let data = try reply.data
        accessToken = try #require(data["access_token"] as? String)
        refreshToken = try #require(data["refresh_token"] as? String)
        return reply
    }
}

extension TestSite {
    /// A program of somebody who has just made an account with it.
    func apiMember(_ username: String = "alice") async throws -> APIClient {
        try await apiClient("auth/signup", username, status: 201)
    }

    /// A program of somebody who has an account.
    func apiDevice(of username: String = "alice") async throws -> APIClient {
        try await apiClient("auth/signin", username, status: 200)
    }

    private func apiClient(_ path: String, _ username: String, status: Int) async throws -> APIClient {
        let client = APIClient(self)
        let reply = try await client.post(path, ["username": username, "password": TestSite.password])
        try #require(reply.status == status)
        try client.keepTokens(of: reply)
        return client
    }
}

extension Reply {
    var json: [String: Any] {
        get throws { try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) }
    }

    /// The object of a response.
    var data: [String: Any] {
        get throws { try #require(try json["data"] as? [String: Any]) }
    }

    /// The objects of a page.
    var list: [[String: Any]] {
        get throws { try #require(try json["data"] as? [[String: Any]]) }
    }

    /// The cursor of the next page.
    var next: String? {
        get throws { (try json["page"] as? [String: Any])?["next"] as? String }
    }

    /// The code of problem details; nil for anything else.
    var problem: String? {
        guard self["Content-Type"] == "application/problem+json" else { return nil }
        return (try? json)?["code"] as? String
    }

    /// The fields that problem details name.
    var problemFields: [String] {
        ((try? json)?["errors"] as? [[String: Any]])?.compactMap { $0["field"] as? String } ?? []
    }
}
