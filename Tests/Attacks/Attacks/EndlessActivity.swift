import Foundation

/// A second factor that is switched on and off without end, and then exports of all that at once.
struct EndlessActivity: Attack {
    let name = "endless-activity"

    private static let exports = 16
    /// Twenty entries of a kind and day, and what else happens.
    private static let mostEntries = 100

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1 + Self.exports)
        let end = ContinuousClock.now + target.scaled(Duration.seconds(20), quick: .seconds(3))
        var rounds = 0
        while ContinuousClock.now < end {
            try switchOnAndOff(target.member, in: &outcome)
            rounds += 1
        }
        outcome.remark("\(rounds) rounds")
        var member = target.member
        member.limit = .seconds(30)
        let answers = inParallel(Self.exports) { [member] _ in try? member.post("/profile/export", [:]) }
        for answer in answers {
            outcome.count(answer.map { "\($0.status)" } ?? "unanswered")
            guard let answer, answer.status == 200 else { continue }
            let entries = answer.text.matches(of: /"kind" ?:/).count
            outcome.expect((1...Self.mostEntries).contains(entries), "an export has \(entries) entries")
        }
        outcome.expect(
            answers.contains { $0?.status == 200 } && answers.allSatisfy { [200, 429].contains($0?.status) },
            "exports were not answered with 200, or 429")
        return outcome
    }

    private func switchOnAndOff(_ member: Visitor, in outcome: inout Outcome) throws {
        _ = try member.post("/profile/two-factor/begin", [:])
        let page = try member.get("/profile/two-factor").text
        guard let key = page.firstMatch(of: /<code class="key"[^>]*>([A-Z2-7 ]+)</)?.output.1 else {
            outcome.fail("no key is shown")
            return
        }
        let code = AuthenticatorApp(key: String(key)).code(at: Date())
        outcome.count("confirmed with \(try member.post("/profile/two-factor/confirm", ["code": code]).status)")
        _ = try member.post("/profile/two-factor/disable", [:])
    }
}
