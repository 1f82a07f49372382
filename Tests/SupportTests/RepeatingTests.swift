import Instrumentation
import Logging
import Support
import Testing

struct RepeatingTests {
    private struct Broken: Error {}

    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `what failed is tried again, until it throws that it was cancelled`() async {
        let rounds = Counter()
        await repeatUntilCancelled(every: .zero, log, failure: "failed") { round in
            rounds.add()
            if round == 3 { throw CancellationError() }
            if round > 0 { throw Broken() }
        }
        #expect(rounds.value == 4)
    }

    @Test func `a task that is cancelled runs it no more`() async {
        let rounds = Counter()
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await repeatUntilCancelled(every: .zero, log, failure: "failed") { _ in rounds.add() }
        }.value
        #expect(rounds.value == 0)
    }
}
