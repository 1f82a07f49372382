/// Heads that come a byte at a time.
struct SlowHeads: Attack {
    let name = "slow-heads"

    /// The deadline of a head, and what a busy machine may add.
    private static let limit = Duration.seconds(10 + 3)

    func run(on target: Target) -> Outcome {
        let count = target.scaled(1000, quick: 300)
        var outcome = Outcome(clients: count)
        let head = "GET /login HTTP/1.1\r\nHost: x\r\nUser-Agent: slow\r\n\r\n"
        var crowd = Crowd(count, to: target.port, sending: Array(head.utf8))
        crowd.act(sending: 1, every: .seconds(1), for: Self.limit + .seconds(2))
        outcome.expect(crowd, of: "heads", endedWithin: Self.limit)
        crowd.report(in: &outcome)
        return outcome
    }
}

/// Bodies that come slower than anyone's connection is.
struct SlowBodies: Attack {
    let name = "slow-bodies"

    /// Twice the span over which a rate is measured, as the first may have the head in it, and what a busy machine may
    /// add.
    private static let limit = Duration.seconds(10 + 12)
    /// Twice so many pictures are what one person may send without being asked to wait.
    private static let uploaders = 10

    func run(on target: Target) -> Outcome {
        let count = target.scaled(200, quick: 100)
        var outcome = Outcome(clients: count + 2 * Self.uploaders)
        let head = "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        let forms = Crowd(
            count, to: target.port, opening: head + "Content-Length: 2000\r\n\r\n",
            sending: [UInt8](repeating: 0x61, count: 2000))
        // A trickle is no faster, and always has just brought something.
        let crowds = [
            (name: "forms", crowd: forms, bytes: 1, pace: Duration.seconds(1)),
            (name: "uploads", crowd: uploads(target, from: 0), bytes: 100, pace: .seconds(1)),
            (name: "trickled uploads", crowd: uploads(target, from: 1), bytes: 1, pace: .milliseconds(4)),
        ]
        let ended = inParallel(crowds.count) { index in
            var (_, crowd, bytes, pace) = crowds[index]
            crowd.act(sending: bytes, every: pace, for: Self.limit + .seconds(2))
            return crowd
        }
        for (crowd, plan) in zip(ended, crowds) {
            outcome.expect(crowd, of: plan.name, endedWithin: Self.limit)
            crowd.report(in: &outcome)
        }
        return outcome
    }

    /// Pictures, sent by someone who is signed in, from an address that has as many under way as it may.
    private func uploads(_ target: Target, from address: Int) -> Crowd {
        let picture = [UInt8](repeating: 0, count: 4_000_000)
        let body = Upload.body(picture)
        let head = """
            POST /profile/avatar HTTP/1.1\r\nHost: x\r\nCookie: \(target.member.cookie ?? "")\r\n\
            \(Upload.contentType)Content-Length: \(body.count)\r\n\r\n
            """
        return Crowd(
            Self.uploaders, to: target.port, from: { _ in Source.attacker(address, sharing: 1) }, opening: head,
            sending: body
        )
    }
}

/// Clients that ask for much and read nothing of it.
struct SlowReaders: Attack {
    let name = "slow-readers"

    /// Twice the span over which a rate is measured, and what a busy machine may add.
    private static let limit = Duration.seconds(30 + 35)

    func run(on target: Target) throws -> Outcome {
        let count = target.scaled(200, quick: 60)
        var outcome = Outcome(clients: count)
        let before = target.site.figures.descriptors
        let requests = String(repeating: "GET /static/roost.css HTTP/1.1\r\nHost: x\r\n\r\n", count: 1000)
        let start = ContinuousClock.now
        var crowd = Crowd(count, to: target.port, receiveBuffer: 2048, sending: Array(requests.utf8))
        crowd.act(sending: 8192, every: .milliseconds(100), for: .seconds(2), reads: false)
        let held = target.site.figures.descriptors - before
        outcome.expect(held > count / 2, "only \(held) of \(count) readers kept the site waiting")
        // A client that does not read does not see its end: what the site has open tells.
        let hasEnded = target.site.figures.descriptorsFall(
            to: before + Trial.spareDescriptors, within: Self.limit - (.now - start))
        let ended = hasEnded ? "all ended" : "not all ended"
        outcome.remark("\(held) waited for, \(ended) after \((.now - start).seconds) s")
        outcome.expect(hasEnded, "\(target.site.figures.descriptors - before) descriptors are still open")
        return outcome
    }
}
