import Foundation
import TestSupport

/// A person with a browser: asks for pages and posts forms, on a connection for each, with a session once signed in.
struct Visitor: Sendable {
    struct Unanswered: Error, CustomStringConvertible {
        let request: String
        var description: String { "no answer to \(request)" }
    }

    struct Refused: Error, CustomStringConvertible {
        let request: String
        let status: Int
        var description: String { "\(request) was answered with \(status)" }
    }

    var port: UInt16
    var source = Source.visitor
    var cookie: String?
    var userAgent: String?
    var limit: Duration = .seconds(30)

    /// - Parameter fields: more lines of the head, each with its end.
    func get(_ path: String, fields: String = "") throws -> Answer {
        try send("GET \(path)", fields: fields, body: [])
    }

    /// Posts a form as browsers do.
    func post(_ path: String, _ form: KeyValuePairs<String, String>) throws -> Answer {
        let body = form.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        return try send(
            "POST \(path)", fields: "Content-Type: application/x-www-form-urlencoded\r\n", body: Array(body.utf8))
    }

    func upload(_ picture: [UInt8]) throws -> Answer {
        try send("POST /profile/avatar", fields: Upload.contentType, body: Upload.body(picture))
    }

    /// Posts a message with a file.
    ///
    /// - Parameter name: as it stands between quotes in the part's head.
    func send(file: [UInt8], named name: String, to room: String) throws -> Answer {
        try send(
            "POST \(room)/messages", fields: Upload.contentType, body: Upload.body(file, field: "file", name: name))
    }

    /// Makes an account and gives its browser.
    func signedUp(_ username: String, password: String = "heron-lamp-17") throws -> Visitor {
        try entered(by: "/signup", ["username": username, "nickname": username, "password": password])
    }

    func signedIn(_ username: String, password: String = "heron-lamp-17") throws -> Visitor {
        try entered(by: "/login", ["username": username, "password": password])
    }

    private func entered(by path: String, _ form: KeyValuePairs<String, String>) throws -> Visitor {
        let answer = try post(path, form)
        let cookies = answer.values(of: "set-cookie").compactMap { $0.split(separator: ";").first }
        guard answer.status == 303, cookies.contains(where: { $0.contains("session_token=") }) else {
            throw Refused(request: "POST \(path)", status: answer.status)
        }
        var visitor = self
        visitor.cookie = cookies.joined(separator: "; ")
        return visitor
    }

    private func send(_ line: String, fields: String, body: [UInt8]) throws -> Answer {
        var head = "\(line) HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n" + fields
        if let userAgent { head += "User-Agent: \(userAgent)\r\n" }
        if let cookie { head += "Cookie: \(cookie)\r\n" }
        if line.hasPrefix("POST") { head += "Content-Length: \(body.count)\r\n" }
        let client = try ClientSocket(to: port, from: source, within: limit)
        let manner = Manner(limit: limit, quiet: limit)
        let answers = client.exchange(Array((head + "\r\n").utf8) + body, manner).answers()
        guard let answer = answers.final.first, answer.isComplete else { throw Unanswered(request: line) }
        return answer
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

/// The form by which a browser sends a file.
enum Upload {
    private static let boundary = "roost-attacks-boundary"

    static let type = "multipart/form-data; boundary=\(boundary)"
    static let contentType = "Content-Type: \(type)\r\n"

    static func body(_ file: [UInt8], field: String = "avatar", name: String = "a.png") -> [UInt8] {
        let head = """
            --\(boundary)\r\nContent-Disposition: form-data; name="\(field)"; filename="\(name)"\r\n\
            Content-Type: image/png\r\n\r\n
            """
        return Array(head.utf8) + file + Array("\r\n--\(boundary)--\r\n".utf8)
    }
}
