import Foundation
import TestSupport

/// Files with names and contents that are meant to lead out of the folder, to run in a browser or to exhaust the disk; and
/// those of others.
struct HostileFiles: Attack {
    let name = "hostile-files"

    private static let room = "/rooms/1-everyone"
    private static let html = Array("<!doctype html><script>document.title = 'run'</script>".utf8)

    private static let names = [
        "../../../../tmp/roost-escaped", "..%2F..%2Fescaped", "/etc/passwd", "C:\\windows\\x.html", "thumbnail", "..",
        "%22%3E<script>alert(1)</script>.html", "a%0D%0ASet-Cookie: a=b.svg", "\u{202E}gnp.exe", "x.html", "x.svg",
        String(repeating: "\u{301}", count: 500), String(repeating: "x", count: 1_000), "con", ".htaccess",
        "x\u{0}.png",
    ]

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1 + Self.names.count)
        for name in Self.names { try send(name, to: target, &outcome) }
        try ranges(of: target, &outcome)
        try foreign(target, &outcome)
        try unfinished(target, &outcome)
        return outcome
    }

    private func send(_ name: String, to target: Target, _ outcome: inout Outcome) throws {
        let answer = try target.member.send(file: Self.html, named: name, to: Self.room)
        outcome.expect([303, 400, 422].contains(answer.status), "a file was answered with \(answer.status)")
        outcome.count("\(answer.status)")
        // Ten at once are allowed, then one a second.
        pause(.milliseconds(1_050))
        guard answer.status == 303 else { return }
        let page = try target.member.get(Self.room).text
        guard let path = page.split(separator: "\"").last(where: { $0.hasPrefix("/files/") }) else {
            return outcome.fail("no link to a file that was taken")
        }
        let file = try target.member.get(String(path))
        let type = file.values(of: "content-type").first ?? ""
        outcome.expect(file.status == 200 && file.body == Self.html, "the file is answered with \(file.status)")
        outcome.expect(type == "text/plain", "HTML is served as \(type)")
        outcome.expect(
            file.values(of: "content-disposition").first?.hasPrefix("attachment; filename*=UTF-8''") == true
                && file.values(of: "x-content-type-options") == ["nosniff"] && file.values(of: "set-cookie").isEmpty
                && file.values(of: "content-security-policy").first?.hasSuffix("sandbox") == true,
            "a file can be more than a download")
    }

    private func ranges(of target: Target, _ outcome: inout Outcome) throws {
        let answer = try target.member.send(file: Array("0123456789".utf8), named: "ten.txt", to: Self.room)
        outcome.expect(answer.status == 303, "a file was answered with \(answer.status)")
        let page = try target.member.get(Self.room).text
        guard let path = page.split(separator: "\"").last(where: { $0.hasSuffix("/ten.txt") }) else {
            return outcome.fail("no link to a file that was taken")
        }
        let many = (0..<1_000).map { "\($0)-" }.joined(separator: ",")
        for range in [
            "bytes=0-", "bytes=-1", "bytes=9-0", "bytes=10-", "bytes=-99999999999999999999",
            "bytes=0-18446744073709551615",
            "bytes=\(many)", "bytes=0-0,5-", "bytes=--1", "x", "bytes=9223372036854775807-",
        ] {
            let part = try target.member.get(String(path), fields: "Range: \(range)\r\n")
            let isRight =
                switch part.status {
                case 200: part.body.count == 10
                case 206: (1...10).contains(part.body.count)
                case 416: true
                default: false
                }
            outcome.expect(isRight, "Range: \(range.prefix(40)) is answered with \(part.status)")
        }
    }

    /// Another's closed room, whose files have numbers that anyone can guess.
    private func foreign(_ target: Target, _ outcome: inout Outcome) throws {
        let other = try Visitor(port: target.port).signedUp("keeper")
        let made = try other.post("/rooms/new", ["name": "Ours", "description": "", "kind": "closed"])
        guard let room = made.values(of: "location").first else { return outcome.fail("no room: \(made.status)") }
        let sent = try other.send(file: Array("secret".utf8), named: "secret.txt", to: room)
        outcome.expect(sent.status == 303, "a file was answered with \(sent.status)")
        var own = 0
        for number in 1...40 {
            for name in ["secret.txt", "thumbnail"] {
                let path = "/files/\(number)/\(name)"
                if try other.get(path).status == 200 { own += 1 }
                let status = try target.member.get(path).status
                outcome.expect(status == 404, "another's file is answered with \(status)")
                let stranger = try Visitor(port: target.port).get(path).status
                outcome.expect(stranger == 303, "a stranger is answered with \(stranger)")
            }
        }
        outcome.expect(own == 1, "its owner found \(own) files")
    }

    /// Uploads that are cut leave nothing on the disk.
    private func unfinished(_ target: Target, _ outcome: inout Outcome) throws {
        let count = target.scaled(60, quick: 10)
        let began = try cutUploads(count, to: target)
        pause(.seconds(2))
        let left = try Self.incoming(of: target)
        outcome.expect(left == 0, "\(left) of \(count) cut uploads are left on the disk")
        outcome.expect(began > 0, "no upload had begun")
        outcome.remark("\(count) uploads cut")
    }

    /// - Returns: how many files had begun when the uploads were cut.
    private func cutUploads(_ count: Int, to target: Target) throws -> Int {
        let head = """
            POST \(Self.room)/messages HTTP/1.1\r\nHost: localhost:8080\r\nContent-Length: 5000000\r\n\
            Cookie: \(target.member.cookie ?? "")\r\n\(Upload.contentType)\r\n
            """
        let part = Upload.body(Array(repeating: 7, count: 60_000), field: "file", name: "cut.bin").dropLast(100)
        let clients = try (0..<count).map { _ in
            let client = try ClientSocket(to: target.port, from: Source.flooder)
            _ = client.send(Array(head.utf8) + part)
            return client
        }
        pause(.seconds(1))
        return try withExtendedLifetime(clients) { try Self.incoming(of: target) }
    }

    private static func incoming(of target: Target) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: target.site.uploads + "/incoming").count
    }
}
