/// Sign-ins that look like another browser each time. What they ask about is bounded, and so is the page that asks.
struct NewSignIns: Attack {
    let name = "new-sign-ins"

    private static let asked = 10

    func run(on target: Target) throws -> Outcome {
        let count = target.scaled(50, quick: 15)
        var outcome = Outcome(clients: count)
        for number in 0..<count {
            var browser = Visitor(port: target.port, limit: .seconds(30))
            browser.userAgent = "browser-" + String(repeating: "x", count: 1 + number) + " \u{e9}\u{301}"
            _ = try browser.signedIn("mallory")
        }
        let start = ContinuousClock.now
        let pages = inParallel(8) { _ in (0..<10).map { _ in try? target.member.get("/dashboard") } }.joined()
        outcome.remark("80 dashboards took \((.now - start).seconds) s")
        for page in pages {
            let questions = page?.text.matches(of: /\/activity\/\d+\/confirm/).count
            outcome.expect(
                questions == Self.asked,
                "a dashboard has \(questions.map(String.init) ?? "not come, nor its") questions")
        }
        return outcome
    }
}
