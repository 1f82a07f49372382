import Foundation
import TestSupport

/// A program that uses the API, on a connection for each request.
struct Program: Sendable {
    let port: UInt16
    var token: String?
    private(set) var refreshToken: String?

    init(port: UInt16) {
        self.port = port
    }

    /// Makes an account and keeps its tokens.
    func signedUp(_ username: String) throws -> Program {
        let answer = try send("POST", "auth/signup", #"{"username":"\#(username)","password":"heron-lamp-17"}"#)
        guard answer.status == 201 else { throw Visitor.Refused(request: "POST auth/signup", status: answer.status) }
        return keeping(answer)
    }

    /// The same program with the tokens of an answer.
    func keeping(_ answer: Answer) -> Program {
        var program = self
        program.token = answer.data["access_token"] as? String
        program.refreshToken = answer.data["refresh_token"] as? String
        return program
    }

    /// - Parameter path: below `/api/v1/`.
    func send(_ method: String, _ path: String, _ json: String? = nil) throws -> Answer {
        try send(method, path, body: json.map { Array($0.utf8) })
    }

    func send(
        _ method: String, _ path: String, body: [UInt8]?, type: String = "application/json"
    ) throws -> Answer {
        var head = "\(method) /api/v1/\(path) HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        if let body { head += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
        if body == nil, method != "GET" { head += "Content-Length: 0\r\n" }
        let client = try ClientSocket(to: port, from: Source.visitor)
        let answers = client.exchange(Array((head + "\r\n").utf8) + (body ?? [])).answers()
        guard let answer = answers.final.first, answer.isComplete else {
            throw Visitor.Unanswered(request: "\(method) \(path)")
        }
        return answer
    }
}

extension Answer {
    private var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The object that a success of the API has.
    var data: [String: Any] { json["data"] as? [String: Any] ?? [:] }

    /// The objects of a page.
    var list: [[String: Any]] { json["data"] as? [[String: Any]] ?? [] }

    /// The code of problem details (RFC 9457); nil for anything else.
    var problem: String? {
        guard values(of: "content-type") == ["application/problem+json"], json["status"] as? Int == status else {
            return nil
        }
        return json["code"] as? String
    }
}

extension Outcome {
    /// Checks that the API has refused something, and has said so in problem details.
    mutating func expect(_ answer: Answer, to what: String, isRefusedWith statuses: Set<Int>) {
        count("\(answer.status)")
        expect(statuses.contains(answer.status), "\(what) was answered with \(answer.status)")
        expect(answer.problem != nil, "\(what): \(answer.status) came without problem details")
    }
}
