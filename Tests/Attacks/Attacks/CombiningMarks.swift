import TestSupport

/// One address that sends letters with thousands of marks on them, in a head and in a form, as fast as they are answered.
struct CombiningMarks: Attack {
    let name = "combining-marks"

    private static let senders = 8

    func run(on target: Target) -> Outcome {
        var outcome = Outcome(clients: Self.senders)
        let (port, duration) = (target.port, target.scaled(Duration.seconds(20), quick: .seconds(3)))
        let statuses = inParallel(Self.senders) { sender in
            let request = sender % 2 == 0 ? Self.page : Self.signUp
            let end = ContinuousClock.now + duration
            var statuses: [Int] = []
            while ContinuousClock.now < end {
                let exchange = ClientSocket.exchange(request, with: port, from: Source.flooder)
                statuses += exchange?.answers().statuses ?? []
            }
            return statuses
        }.joined()
        for status in statuses { outcome.count(String(status)) }
        outcome.expect(!statuses.isEmpty, "nothing was answered")
        outcome.expect(statuses.allSatisfy { [200, 422, 503].contains($0) }, "some were answered otherwise")
        return outcome
    }

    private static func marks(_ bytes: Int) -> String {
        "a" + String(repeating: "\u{301}\u{316}", count: bytes / 4)
    }

    /// As much as a head may have.
    private static let page: [UInt8] = {
        let field = "Accept-Language: \(marks(7600))\r\n"
        return Array(
            "GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(String(repeating: field, count: 4))\r\n".utf8)
    }()

    private static let signUp: [UInt8] = {
        let form = Array("username=x&password=y&nickname=\(marks(65_000))".utf8)
        let head = """
            POST /signup HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.count)\r\n\r\n
            """
        return Array(head.utf8) + form
    }()
}
