import Instrumentation
import Testing

@testable import Roost

struct PrometheusTextTests {
    @Test func `a family has its help, its kind and its samples`() {
        var text = PrometheusText()
        text.counter("things_total", "Things.", [([("kind", "a")], 1), ([("kind", "b"), ("size", "x")], 2)])
        text.gauge("level", "How high.", Number(0.5))
        #expect(
            text.text == """
                # HELP things_total Things.
                # TYPE things_total counter
                things_total{kind="a"} 1
                things_total{kind="b",size="x"} 2
                # HELP level How high.
                # TYPE level gauge
                level 0.5

                """)
    }

    @Test func `what ends a value, a line or an escape is escaped`() {
        var text = PrometheusText()
        text.gauge("level", "A \\ and\na \"b\".", [([("of", "a\"b\\c\nd")], 1)])
        #expect(
            text.text == #"""
                # HELP level A \\ and\na "b".
                # TYPE level gauge
                level{of="a\"b\\c\nd"} 1

                """#)
    }

    @Test func `the buckets of a histogram count what the smaller ones did`() {
        let histogram = Histogram()
        for duration in [Duration.milliseconds(1), .milliseconds(3), .milliseconds(3), .seconds(20)] {
            histogram.observe(duration)
        }
        var text = PrometheusText()
        text.histogram("time_seconds", "Time.", [([("of", "a")], histogram.distribution)])
        #expect(
            text.text == """
                # HELP time_seconds Time.
                # TYPE time_seconds histogram
                time_seconds_bucket{of="a",le="0.001"} 1
                time_seconds_bucket{of="a",le="0.005"} 3
                time_seconds_bucket{of="a",le="0.025"} 3
                time_seconds_bucket{of="a",le="0.1"} 3
                time_seconds_bucket{of="a",le="0.5"} 3
                time_seconds_bucket{of="a",le="1.0"} 3
                time_seconds_bucket{of="a",le="2.5"} 3
                time_seconds_bucket{of="a",le="10.0"} 3
                time_seconds_bucket{of="a",le="+Inf"} 4
                time_seconds_sum{of="a"} 20.007
                time_seconds_count{of="a"} 4

                """)
    }
}
