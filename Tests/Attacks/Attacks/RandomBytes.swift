/// Valid requests with chance at work on them, cut anywhere: whatever comes, the site lives and does not fail.
struct RandomBytes: Attack {
    let name = "random-bytes"

    /// A seed that has shown a fault is kept here.
    private static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
    private static let threads = 8

    func run(on target: Target) -> Outcome {
        let seeds = Self.seeds + [target.seed].compactMap { $0 }
        let rounds = target.scaled(500, quick: 60)
        var outcome = Outcome(clients: seeds.count * rounds)
        let corpus = Self.corpus(cookie: target.member.cookie ?? "")
        let cases = seeds.flatMap { seed in (0..<rounds).map { MutatedCase(seed: seed, number: $0, corpus: corpus) } }
        let port = target.port
        let verdicts = inParallel(Self.threads) { thread in
            stride(from: thread, to: cases.count, by: Self.threads).map {
                cases[$0].tried(on: port, from: Source.attacker(thread, sharing: 1))
            }
        }
        for verdict in verdicts.joined() {
            outcome.count(verdict.seen)
            if let failure = verdict.failure { outcome.fail(failure) }
        }
        if let failure = Control.sequence.tried(on: port, from: Source.visitor).failure { outcome.fail(failure) }
        return outcome
    }

    /// One of everything that a browser sends, and nothing that hashes a password, which would take all the time.
    private static func corpus(cookie: String) -> [[UInt8]] {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n"
        let picture = Upload.body(Picture.png(seed: 3))
        let texts = [
            "GET /login HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n\r\n",
            "GET /dashboard?from=%2Flogin HTTP/1.1\r\nHost: x\r\nCookie: flash=signedUp; \(cookie)\r\n\r\n",
            "GET /static/roost.css HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"0\", W/\"1\"\r\nAccept: text/css,*/*;q=0.1\r\n\r\n",
            "GET /avatars/v1-0123456789abcdef.svg HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9\r\n\r\n",
            "GET /login HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "POST /profile/nickname HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\n\(form)Content-Length: 18\r\n\r\n"
                + "nickname=Mal%20%2B",
            "POST /profile/nickname HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\n\(form)Transfer-Encoding: chunked\r\n\r\n"
                + "9\r\nnickname=\r\n5;a=b\r\nChunk\r\n0\r\nX: y\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: x\r\nOrigin: null\r\n\(form)Content-Length: 19\r\n\r\nusername=&password=",
        ]
        let upload = """
            POST /profile/avatar HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\n\
            \(Upload.contentType)Content-Length: \(picture.count)\r\n\r\n
            """
        return texts.map { Array($0.utf8) } + [Array(upload.utf8) + picture]
    }
}
