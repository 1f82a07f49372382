/// Changes that turn what is valid into what nearly is.
public struct Mutation: Sendable {
    /// What is put in whole, next to single random bytes.
    private let fragments: [[UInt8]]

    public init(fragments: [String]) {
        self.fragments = fragments.map { Array($0.utf8) }
    }

    /// Replaces, removes, inserts or repeats something, once or a few times.
    public func apply(to bytes: inout [UInt8], using generator: inout SplitMix64) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 0...6, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 2: bytes.replaceSubrange(start..<end, with: [UInt8.random(in: 0...255, using: &generator)])
            case 3 where start < bytes.count: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            default: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: start)
            }
        }
    }
}
