import Support

/// Draws the choices of a generated avatar.
///
/// The draws are written here rather than left to the standard library, whose ways of drawing from a range may change
/// between versions: a seed must give the same avatar for ever.
struct SeededGenerator: RandomNumberGenerator {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func next() -> UInt64 {
        random.next()
    }

    /// A number in `range`, which must not be empty.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// One of `choices`, which must not be empty.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[number(in: 0...choices.count - 1)]
    }

    mutating func shuffle<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, number(in: 0...last))
        }
        return elements
    }
}
