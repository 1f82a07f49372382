import Foundation
import TestSupport

/// What is no attack: what browsers and proxies do still works, so that the limits are not at their expense.
struct Control: Attack {
    let name = "control"

    /// A client that is not told to go on waits this long, so that whoever answers later answered nothing.
    private static let patience = Duration.seconds(1)

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(trying: Self.cases + Self.wholeAddresses(target.port), on: target)
        outcome.clients += 2
        try uploadWhenTold(target, in: &outcome)
        try uploadWithCurl(target, in: &outcome)
        return outcome
    }

    /// A hundred requests at once, which are to be answered in their order.
    static let sequence: RawCase = {
        let pages = [("/login", 200), ("/nowhere", 404), ("/dashboard", 303), ("/static/roost.css", 200)]
        let sequence = (0..<100).map { pages[$0 % pages.count] }
        let requests = sequence.map { "GET \($0.0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined()
        return RawCase("100 requests at once", requests, .answered(sequence.map(\.1)))
    }()

    private static let cases: [RawCase] =
        [
            sequence,
            RawCase("HTTP/1.0", "GET /login HTTP/1.0\r\nHost: x\r\n\r\n", .last([200])),
            RawCase("HTTP/1.0 without Host", "GET /login HTTP/1.0\r\n\r\n", .last([200])),
            RawCase("close", "GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", .last([200])),
            RawCase("HEAD", "HEAD /login HTTP/1.1\r\nHost: x\r\n\r\n", .answered([200])),
            RawCase("query", "GET /login?a=%C3%B6&b=1 HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", .answered([200])),
            RawCase("a field of 7 KB", long(field: 7000), .answered([200])),
        ]

    /// Targets that name their host (RFC 9112, 3.2.2), which counts and not the field.
    private static func wholeAddresses(_ port: UInt16) -> [RawCase] {
        [("localhost:\(port)", 200), ("other.example", 421)].map { host, status in
            RawCase(
                "http://\(host)", "GET http://\(host)/login HTTP/1.1\r\nHost: other.example\r\n\r\n",
                .answered([status]))
        }
    }

    private static func long(field size: Int) -> String {
        "GET /login HTTP/1.1\r\nHost: x\r\nCookie: a=\(String(repeating: "b", count: size))\r\n\r\n"
    }

    /// Announces a body and waits to be told to send it.
    private func uploadWhenTold(_ target: Target, in outcome: inout Outcome) throws {
        let body = Upload.body(Picture.png(seed: 1))
        let head = """
            POST /profile/avatar HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: \(target.member.cookie ?? "")\r\n\
            \(Upload.contentType)Content-Length: \(body.count)\r\nExpect: 100-continue\r\n\r\n
            """
        let client = try ClientSocket(to: target.port, from: Source.visitor)
        _ = client.send(Array(head.utf8)[...])
        client.wait(to: POLLIN, for: Self.patience)
        var interim: Int?
        if case .bytes(let bytes) = client.receive() { interim = Answers(bytes).all.first?.status }
        outcome.expect(interim == 100, "an upload that expects 100 was told \(interim.map(String.init) ?? "nothing")")
        // The picture is made anew, which takes a busy machine a while.
        let patience = Duration.seconds(20)
        let statuses = client.exchange(body, Manner(limit: patience, quiet: patience)).answers().statuses
        outcome.expect(statuses == [303], "the upload was answered with \(statuses)")
    }

    private func uploadWithCurl(_ target: Target, in outcome: inout Outcome) throws {
        guard let curl = Tool.path("curl") else { return outcome.remark("no curl") }
        let picture = target.workspace.newFile("picture")
        try Data(Picture.png(seed: 2, padding: 300_000)).write(to: URL(fileURLWithPath: picture))
        let start = ContinuousClock.now
        let (_, output) = try Tool.run(
            [
                curl, "-s", "--expect100-timeout", "30", "-o", "/dev/null", "-w", "%{http_code}", "-H",
                "Expect: 100-continue",
                "-F", "avatar=@\(picture);type=image/png", "-b", target.member.cookie ?? "",
                "http://127.0.0.1:\(target.port)/profile/avatar",
            ], in: target.workspace)
        let duration = ContinuousClock.now - start
        outcome.remark("curl's upload took \(duration.seconds) s")
        outcome.expect(output == "303", "curl's upload was answered with \(output)")
        outcome.expect(duration < .seconds(15), "curl's upload took \(duration.seconds) s")
    }
}
