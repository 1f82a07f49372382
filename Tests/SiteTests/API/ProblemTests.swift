import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ProblemTests {
    @Test(arguments: ["/api/", "/api/v1", "/api/v1/", "/api/v2/users/me", "/api/v1/users/me/", "/api/v1/nothing"])
    func `what is not found below the API is so as problem details`(path: String) async throws {
        try await withSite { site in
            for method in ["GET", "POST"] {
                let reply = try await site.request(method, path, body: method == "POST" ? [] : nil)
                #expect(reply.status == 404)
                let problem = try reply.json
                #expect(problem["type"] as? String == "about:blank" && problem["title"] as? String == "Not Found")
                #expect(problem["status"] as? Int == 404 && problem["code"] as? String == "not-found")
                #expect(problem["request_id"] as? String == reply["X-Request-ID"])
            }
        }
    }

    @Test(arguments: ["/api/v1/users/%00", "/api/v1/rooms/1-a/messages/1/reactions/a%0Ab", "/hooks/%7F"])
    func `a path with a control character is refused as problem details`(path: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", path)
            #expect(reply.status == 400 && reply["Content-Type"] == "application/problem+json")
            #expect(try reply.json["request_id"] as? String == reply["X-Request-ID"])
        }
    }

    @Test func `a page that is not found stays a page`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/apiary")
            #expect(reply.status == 404 && reply["Content-Type"] == "text/html; charset=utf-8")
        }
    }

    @Test(arguments: [
        ("", "invalid-json"), ("{", "invalid-json"), ("[]", "invalid-json"), ("\"a\"", "invalid-json"),
        (#"{"username":"a","username":"b"}"#, "invalid-json"), (#"{"username":"\ud800"}"#, "invalid-json"),
    ])
    func `JSON that is none is refused with the place of the mistake`(text: String, code: String) async throws {
        try await withSite { site in
            let client = APIClient(site)
            let reply = try await client.send(
                "POST", "auth/signin", headers: ["Content-Type": "application/json"], body: Array(text.utf8))
            #expect(reply.status == 400 && reply.problem == code)
        }
    }

    @Test func `deep nesting, bytes that are no text and ten megabytes are a clear refusal`() async throws {
        try await withSite { site in
            let client = APIClient(site)
            let type = ["Content-Type": "application/json"]
            let deep = Array(String(repeating: "[", count: 60_000).utf8)
            let reply = try await client.send("POST", "auth/signin", headers: type, body: deep)
            #expect(reply.status == 400 && reply.problem == "invalid-json")
            let bytes = Array("{\"username\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
            #expect(try await client.send("POST", "auth/signin", headers: type, body: bytes).status == 400)
            let large = [UInt8](repeating: UInt8(ascii: " "), count: 10_000_000)
            #expect(try await client.send("POST", "auth/signin", headers: type, body: large).status == 413)
        }
    }

    @Test(arguments: [
        nil, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "json",
    ])
    func `a body of another type is refused`(type: String?) async throws {
        try await withSite { site in
            let headers = type.map { ["Content-Type": $0] } ?? [:]
            let reply = try await APIClient(site).send(
                "POST", "auth/signin", headers: headers, body: Array(#"{"username":"a","password":"b"}"#.utf8))
            #expect(reply.status == 415 && reply.problem == "unsupported-media-type")
        }
    }

    @Test(arguments: ["application/json", "Application/JSON; charset=utf-8", "application/json ;charset=UTF-8"])
    func `JSON may name its charset`(type: String) async throws {
        try await withSite { site in
            let reply = try await APIClient(site).send(
                "POST", "auth/signin", headers: ["Content-Type": type],
                body: Array(#"{"username":"nobody","password":"wrong password"}"#.utf8))
            #expect(reply.status == 401 && reply.problem == "wrong-credentials")
        }
    }

    @Test func `the words are in the language that is asked for, the code is not`() async throws {
        try await withSite { site in
            let reply = try await APIClient(site).send(
                "POST", "auth/signin", json: ["username": "nobody", "password": "wrong password"],
                headers: ["Accept-Language": "de"])
            #expect(reply.problem == "wrong-credentials")
            #expect(try reply.json["detail"] as? String == "Benutzername oder Passwort ist falsch.")
            #expect(try (reply.json["type"] as? String)?.hasSuffix("/api#wrong-credentials") == true)
        }
    }

    @Test func `a fault of the site is told without what went wrong, and is logged`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            try site.loseDatabase()
            let reply = try await client.get("users/me/activity")
            #expect(reply.status == 500)
            #expect(try reply.json["detail"] as? String == "The fault is ours, and it has been written down.")
            #expect(!site.log.entries(from: .error).isEmpty)
        }
    }
}
