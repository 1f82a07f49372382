import Foundation

/// Another person, who looks at pages all the while: it shows what an attack does to everyone else.
struct Probe: Sendable {
    struct Report: Sendable {
        var sent = 0
        var answered = 0
        var slowest = Duration.zero
        var mistakes: [String] = []
    }

    private static let pace = Duration.milliseconds(50)
    private let isOver = StopSign()
    private let worker: Worker<Report>

    /// - Parameter person: someone signed in.
    init(_ person: Visitor) {
        var person = person
        person.source = Source.probe
        worker = Worker { [person, isOver] in Self.visits(by: person, until: isOver) }
    }

    /// Looks no more, and says what was seen.
    func stop() -> Report {
        isOver.set()
        return worker.wait()
    }

    private static func visits(by person: Visitor, until isOver: StopSign) -> Report {
        var report = Report()
        // Those who are signed in are not shown the page to sign in.
        var stranger = person
        stranger.cookie = nil
        while !isOver.isSet {
            let start = ContinuousClock.now
            if report.sent % 2 == 0 {
                visit("/login", by: stranger, report: &report)
            } else {
                visit("/dashboard", by: person, report: &report)
            }
            let duration = ContinuousClock.now - start
            report.slowest = max(report.slowest, duration)
            pause(pace - duration)
        }
        return report
    }

    private static func visit(_ page: String, by visitor: Visitor, report: inout Report) {
        report.sent += 1
        do {
            let answer = try visitor.get(page)
            if answer.status == 200 {
                report.answered += 1
            } else {
                report.mistakes.append("GET \(page) was answered with \(answer.status)")
            }
        } catch { report.mistakes.append("GET \(page): \(error)") }
    }
}
