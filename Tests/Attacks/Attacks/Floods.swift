/// One address that opens more connections than one may have.
struct FloodFromOneAddress: Attack {
    let name = "flood-one-address"

    private static let allowed = 256

    func run(on target: Target) -> Outcome {
        let count = target.scaled(2000, quick: 1000)
        var outcome = Outcome(clients: count)
        let before = target.site.figures.descriptors
        var crowd = Crowd(count, to: target.port, from: { _ in Source.flooder })
        crowd.act(sending: 0, every: .milliseconds(100), for: target.scaled(.seconds(5), quick: .seconds(2)))
        outcome.expect(crowd.open <= Self.allowed, "\(crowd.open) connections from one address are open")
        let held = target.site.figures.descriptors - before
        outcome.expect(held <= Self.allowed + 8, "the site has \(held) descriptors more open")
        crowd.report(in: &outcome)
        return outcome
    }
}

/// Many addresses, each of which keeps to what it may have.
struct FloodFromManyAddresses: Attack {
    let name = "flood-many-addresses"

    private static let addresses = 20

    func run(on target: Target) -> Outcome {
        let count = Self.addresses * target.scaled(250, quick: 100)
        var outcome = Outcome(clients: count)
        let before = target.site.figures.memoryKilobytes
        var crowd = Crowd(count, to: target.port, from: { Source.attacker($0, sharing: count / Self.addresses) })
        crowd.act(sending: 0, every: .milliseconds(100), for: target.scaled(.seconds(5), quick: .seconds(2)))
        let each = Double(target.site.figures.memoryKilobytes - before) / Double(count)
        outcome.remark("\((each * 10).rounded() / 10) KB for each that is idle")
        outcome.expect(crowd.refused == 0, "\(crowd.refused) got no connection")
        crowd.report(in: &outcome)
        return outcome
    }
}

/// More connections than the site may have files open. It waits until some go away, and then goes on.
struct FewDescriptors: Attack {
    let name = "few-descriptors"
    let descriptorLimit: Int? = 256
    let sparesOthers = false

    func run(on target: Target) -> Outcome {
        var outcome = Outcome(clients: 1000)
        var crowd = Crowd(1000, to: target.port)
        crowd.act(sending: 0, every: .milliseconds(100), for: target.scaled(.seconds(5), quick: .seconds(2)))
        crowd.report(in: &outcome)
        outcome.expect(target.site.figures.isRunning, "the site has ended")
        outcome.remark("\(target.site.figures.descriptors) descriptors open")
        // Whoever waits in the kernel is served in turn, so that few may stay.
        crowd.leave(50)
        let start = ContinuousClock.now
        let answer = try? Visitor(port: target.port, limit: .seconds(5)).get("/login")
        outcome.expect(answer?.status == 200, "not served though 950 of 1000 connections are gone")
        if answer != nil { outcome.remark("served again after \((.now - start).seconds) s") }
        return outcome
    }
}
