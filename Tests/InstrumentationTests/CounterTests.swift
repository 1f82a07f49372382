import Instrumentation
import Testing

struct CounterTests {
    private enum Fruit: CaseIterable {
        case apple, pear
    }

    @Test func `nothing is lost between tasks`() async {
        let (counter, counters) = (Counter(), Counters<Fruit>())
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.add(2)
                        counters.add(.pear)
                    }
                }
            }
        }
        #expect(counter.value == 16_000)
        #expect(counters.counts[.pear] == 8000)
    }

    @Test func `a counts has every case, also those that were not counted`() {
        var counts = Counts<Fruit>()
        counts.add(.pear)
        #expect(counts.all.map(\.label) == [.apple, .pear])
        #expect(counts.all.map(\.count) == [0, 1])
    }
}
