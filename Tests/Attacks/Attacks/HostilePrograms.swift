import Foundation

/// Bodies and queries that no operation takes: each is refused for what it is, and costs nothing.
struct HostileJSON: Attack {
    let name = "hostile-json"

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1)
        let program = try Program(port: target.port).signedUp("eve")
        for (what, body, status) in Self.bodies {
            let answer = try program.send("PATCH", "users/me", body: body)
            outcome.expect(answer, to: what, isRefusedWith: [status])
        }
        for type in ["text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*", ""] {
            let answer = try program.send("PATCH", "users/me", body: Array("{}".utf8), type: type)
            outcome.expect(answer, to: "a body of \(type)", isRefusedWith: [415])
        }
        for path in Self.places {
            outcome.expect(try program.send("GET", path), to: path, isRefusedWith: [400, 422])
        }
        let own = try program.send("GET", "users/me")
        outcome.expect(own.status == 200 && own.data["nickname"] as? String == "eve", "the account has changed")
        return outcome
    }

    private static var bodies: [(String, [UInt8], Int)] { raw + texts.map { ($0, Array($1.utf8), $2) } }

    private static let raw: [(String, [UInt8], Int)] = [
        ("10 MB of JSON", Array(#"{"nickname":""#.utf8) + [UInt8](repeating: 0x61, count: 10 << 20), 413),
        ("invalid UTF-8", Array(#"{"nickname":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8), 400),
        ("an overlong form", Array(#"{"nickname":""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8), 400),
        ("UTF-16", Array("{}".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, 400),
    ]

    private static let texts: [(String, String, Int)] = [
        ("30,000 levels", String(repeating: "[", count: 30_000), 400),
        ("10,000 objects", String(repeating: #"{"a":"#, count: 10_000), 400),
        ("a name twice", #"{"nickname":"a","nickname":"b"}"#, 400),
        ("a name twice, once escaped", #"{"nickname":"a","\u006eickname":"b"}"#, 400),
        ("half a surrogate pair", #"{"nickname":"\ud800"}"#, 400), ("a NUL", #"{"nickname":"\u0000"}"#, 400),
        ("a control character", "{\"nickname\":\"\u{1}\"}", 400), ("no number", #"{"nickname":NaN}"#, 400),
        ("a huge number", #"{"nickname":1e999999}"#, 400), ("a leading zero", #"{"nickname":01}"#, 400),
        ("a comment", #"{"nickname":"a"/**/}"#, 400), ("two values", "{}{}", 400), ("a comma", #"{"a":1,}"#, 400),
        ("a mark at the start", "\u{FEFF}{}", 400), ("a list", "[]", 400), ("null", "null", 400),
        ("a text", "\"a\"", 400),
        ("a name of 60 KB", "{\"\(String(repeating: "a", count: 60_000))\":1}", 400),
        ("5,000 unknown names", "{" + (0..<5_000).map { "\"a\($0)\":1" }.joined(separator: ",") + "}", 422),
        ("__proto__", #"{"__proto__":{"role":"administrator"}}"#, 422),
        ("a list for a text", #"{"nickname":["a"]}"#, 422),
        ("an object for a text", #"{"nickname":{"$ne":""}}"#, 422),
        ("a number for a text", #"{"nickname":1}"#, 422),
    ]

    private static let places = [
        "users/me/activity?limit=0", "users/me/activity?limit=-1", "users/me/activity?limit=101",
        "users/me/activity?limit=999999999999999999999", "users/me/activity?limit=1e2", "users/me/activity?cursor=abc",
        "users/me/activity?cursor=-1", "users/me/activity?cursor=1%20OR%201=1", "users/me/activity?cursor=%00",
        "users/me/activity?cursor=99999999999999999999", "rooms/1/messages?before=-1", "rooms/1/messages?after=x",
        "rooms/1/messages?at=99999999999999999999", "rooms/1/changes", "rooms/1/changes?since=-1",
        "rooms/1/changes?since=x", "rooms/1/members?cursor=x", "rooms/1/files?cursor=1-", "mentions?cursor=%FF",
        "rooms/joinable?cursor=0x1", "search?q=a&cursor=1.2.3.4",
    ]
}

/// Fields that nobody may set, and ids of what belongs to somebody else.
struct ForeignObjects: Attack {
    let name = "foreign-objects"

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 2)
        let victim = try Program(port: target.port).signedUp("victim")
        let eve = try Program(port: target.port).signedUp("eve")
        for (method, path, json) in Self.assignments {
            outcome.expect(try eve.send(method, path, json), to: "\(method) \(path) \(json)", isRefusedWith: [422])
        }
        let foreign = try Foreign(of: victim)
        for (method, path, json) in foreign.requests {
            outcome.expect(
                try eve.send(method, path, json), to: "\(method) \(path) of another", isRefusedWith: [403, 404])
        }
        for path in ["admin/users", "admin/audit", "admin/invitations", "admin/users/1", "reports"] {
            outcome.expect(try eve.send("GET", path), to: path, isRefusedWith: [404])
        }
        // What the victim has is as it was.
        for path in ["rooms/\(foreign.room)/messages/1", "files/\(foreign.file)", "users/me"] {
            let answer = try victim.send("GET", path)
            outcome.expect(answer.status == 200, "\(path) of the victim was answered with \(answer.status)")
        }
        return outcome
    }

    private static var assignments: [(String, String, String)] {
        members.map { ("PATCH", "users/me", #"{"nickname":"eve",\#($0)}"#) } + others
    }

    private static let members = [
        #""role":"administrator""#, #""is_admin":true"#, #""disabled":false"#, #""id":1"#, #""username":"alice""#,
        #""is_bot":true"#, #""created_at":"2020-01-01T00:00:00Z""#, #""password":"x""#,
    ]

    private static let others: [(String, String, String)] = [
        ("POST", "auth/signup", #"{"username":"eve2","password":"heron-lamp-17","role":"administrator"}"#),
        ("POST", "rooms", #"{"name":"Garden","owner":1}"#),
        ("POST", "rooms", #"{"name":"Garden","kind":"direct"}"#),
        ("POST", "rooms/1/messages", #"{"body":"a","author":1}"#),
        ("POST", "rooms/1/messages", #"{"body":"a","created_at":"2020-01-01T00:00:00Z"}"#),
        ("PATCH", "rooms/1/membership", #"{"level":"all","role":"owner"}"#),
        ("POST", "users/me/tokens", #"{"name":"a","scope":"full"}"#),
        ("POST", "users/me/tokens", #"{"name":"a","days":100000}"#),
    ]
}

/// What somebody has that is nobody else's.
private struct Foreign {
    let room: Int
    let file: Int
    private let token: Int
    private let session: Int

    init(of victim: Program) throws {
        func made(_ path: String, _ json: String) throws -> [String: Any] {
            let answer = try victim.send("POST", path, json)
            guard answer.status == 201 else { throw Visitor.Refused(request: "POST \(path)", status: answer.status) }
            return answer.data
        }
        room = try made("rooms", #"{"name":"Club","kind":"closed"}"#)["id"] as? Int ?? 0
        let upload = Upload.body(Array("Between us.".utf8), field: "file", name: "a.txt")
        let message = try victim.send("POST", "rooms/\(room)/messages", body: upload, type: Upload.type)
        file = (message.data["attachments"] as? [[String: Any]])?.first?["id"] as? Int ?? 0
        _ = try made("users/me/tokens", #"{"name":"Weather"}"#)
        token = try victim.send("GET", "users/me/tokens").list.first?["id"] as? Int ?? 0
        session = try victim.send("GET", "auth/session").data["id"] as? Int ?? 0
        guard file > 0, token > 0, session > 0 else { throw Visitor.Unanswered(request: "what the victim has") }
    }

    var requests: [(String, String, String?)] {
        let message = "rooms/\(room)/messages/1"
        return [
            ("GET", "rooms/\(room)", nil), ("PATCH", "rooms/\(room)", #"{"name":"Mine"}"#),
            ("DELETE", "rooms/\(room)", nil), ("GET", "rooms/\(room)/messages", nil),
            ("POST", "rooms/\(room)/messages", #"{"body":"a"}"#), ("GET", message, nil),
            ("PATCH", message, #"{"body":"a"}"#), ("DELETE", message, nil), ("PUT", message + "/pin", nil),
            ("GET", message + "/versions", nil), ("POST", message + "/report", #"{"reason":"a"}"#),
            ("PUT", message + "/reactions/%F0%9F%8C%B1", nil), ("GET", "rooms/\(room)/changes?since=0", nil),
            ("GET", "rooms/\(room)/members", nil), ("POST", "rooms/\(room)/members", #"{"username":"eve"}"#),
            ("PUT", "rooms/\(room)/membership", nil), ("GET", "rooms/\(room)/files", nil),
            ("GET", "rooms/\(room)/presence", nil), ("GET", "rooms/\(room)/receipts", nil),
            ("DELETE", "auth/sessions/\(session)", nil),
            ("DELETE", "users/me/tokens/\(token)", nil), ("DELETE", "users/me/tokens/\(session)", nil),
            ("GET", "files/\(file)", nil), ("GET", "files/\(file)/thumbnail", nil),
            ("PUT", "users/me/activity/1", #"{"review":"denied"}"#),
        ]
    }
}
