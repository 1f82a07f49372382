import Foundation

/// One member who posts on many connections without end, while another posts now and then.
struct MessageFlood: Attack {
    let name = "message-flood"

    private static let connections = 60
    private static let room = "/rooms/1-everyone"
    /// Others' posts are to be answered within this.
    private static let patience = Duration.milliseconds(500)

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: Self.connections + 1)
        let friend = try Visitor(port: target.port).signedUp("friend")
        let (member, isOver) = (target.member, StopSign())
        let crowd = Worker {
            inParallel(Self.connections) { _ in
                var statuses: [String] = []
                while !isOver.isSet {
                    let answer = try? member.post("\(Self.room)/messages", ["body": "flood"])
                    statuses.append((answer?.status).map(String.init) ?? "unanswered")
                }
                return statuses
            }.joined()
        }
        pause(.seconds(1))
        var slowest = Duration.zero
        for number in 0..<target.scaled(20, quick: 4) {
            let start = ContinuousClock.now
            let answer = try? friend.post("\(Self.room)/messages", ["body": "number \(number)"])
            slowest = max(slowest, .now - start)
            outcome.expect(answer?.status == 303, "a post of another was answered with \(answer?.status ?? 0)")
            pause(.seconds(1))
        }
        isOver.set()
        let statuses = crowd.wait()
        for status in statuses { outcome.count(status) }
        outcome.remark("another's slowest post took \(Int(slowest.milliseconds)) ms")
        outcome.expect(
            target.isQuick || slowest < Self.patience, "another's post took \(slowest.seconds) s")
        outcome.expect(statuses.contains("429"), "the flood was never refused")
        return outcome
    }
}

/// Texts that take a parser long: nesting, delimiters that open and never close, and marks on one letter.
struct HostileMessages: Attack {
    let name = "hostile-messages"

    private static let room = "/rooms/1-everyone"
    /// As many characters as a message may have.
    private static let texts = [
        "> ", "* ", "[", "![", "*a ", "**", "`", "~", "<", "@a", "#a", "1. ", "\u{301}", "[a](", "_a_ ", "&#",
        "https://a",
        "- - ", "```\n", "|", "\\",
    ].map { String(repeating: $0, count: 4_000 / $0.count) }

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1)
        var slowest = Duration.zero
        for (index, text) in Self.texts.enumerated() where !target.isQuick || index.isMultiple(of: 4) {
            let start = ContinuousClock.now
            let answer = try target.member.post("\(Self.room)/messages", ["body": text])
            outcome.expect([303, 422].contains(answer.status), "\(text.prefix(4)): \(answer.status)")
            let page = try target.member.get(Self.room)
            outcome.expect(page.status == 200, "\(text.prefix(4)): the room is \(page.status)")
            outcome.count("\(answer.status)")
            slowest = max(slowest, .now - start)
            // Ten at once are allowed, then one a second.
            pause(.milliseconds(1_050))
        }
        outcome.remark("the longest took \(Int(slowest.milliseconds)) ms")
        outcome.expect(target.isQuick || slowest < .seconds(1), "a text took \(slowest.seconds) s")
        return outcome
    }
}
