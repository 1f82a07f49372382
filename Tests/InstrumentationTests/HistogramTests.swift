import Instrumentation
import Testing

struct HistogramTests {
    private struct Failure: Error {}

    @Test func `a duration counts in the bucket of the first bound that it does not exceed`() {
        let histogram = Histogram()
        for duration in [Duration.zero, .milliseconds(1), .microseconds(1001), .seconds(10), .seconds(11)] {
            histogram.observe(duration)
        }
        let distribution = histogram.distribution
        #expect(distribution.counts == [2, 1, 0, 0, 0, 0, 0, 1, 1])
        #expect(distribution.count == 5)
        #expect(distribution.sum == .seconds(21) + .microseconds(2001))
    }

    @Test func `bounds rise`() {
        #expect(zip(Histogram.bounds, Histogram.bounds.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `what throws has taken time too`() async {
        let histogram = Histogram()
        await #expect(throws: Failure.self) { try await histogram.time { throw Failure() } }
        #expect(histogram.distribution.count == 1)
    }
}
