import Synchronization

/// A number that only grows. Any thread can count: one atomic addition, no lock.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    public init() {}

    public var value: Int { count.load(ordering: .relaxed) }

    public func add(_ amount: Int = 1) {
        count.add(amount, ordering: .relaxed)
    }
}

/// A counter for each case of an enumeration, so that input from outside can never create another one.
public struct Counters<Label: CaseIterable & Hashable & Sendable>: Sendable {
    private let counters: [Label: Counter]

    public init() {
        counters = Dictionary(uniqueKeysWithValues: Label.allCases.map { ($0, Counter()) })
    }

    public var counts: Counts<Label> { Counts(counters.mapValues(\.value)) }

    public func add(_ label: Label) {
        counters[label]?.add()
    }
}

/// The counts for each case of an enumeration, as a value for states that have their own lock.
public struct Counts<Label: CaseIterable & Hashable & Sendable>: Sendable {
    private var counts: [Label: Int]

    public init(_ counts: [Label: Int] = [:]) {
        self.counts = counts
    }

    public subscript(label: Label) -> Int { counts[label, default: 0] }

    /// Every case, including those that were never counted.
    public var all: [(label: Label, count: Int)] { Label.allCases.map { ($0, self[$0]) } }

    public mutating func add(_ label: Label) {
        counts[label, default: 0] += 1
    }
}
