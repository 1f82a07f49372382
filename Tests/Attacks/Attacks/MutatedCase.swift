import TestSupport

/// A request of a corpus that was changed by chance: the same for the same seed and number.
struct MutatedCase: Sendable {
    private let name: String
    private let bytes: [UInt8]
    private let manner: Manner

    init(seed: UInt64, number: Int, corpus: [[UInt8]]) {
        name = "seed \(seed), case \(number)"
        var generator = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(number))
        var mutator = Mutator(bytes: corpus.randomElement(using: &generator) ?? [], corpus: corpus)
        for _ in 0..<Int.random(in: 1...6, using: &generator) { mutator.change(using: &generator) }
        bytes = mutator.bytes
        let size = bytes.count
        let cuts = (0..<Int.random(in: 0...4, using: &generator)).map { _ in Int.random(in: 0...size, using: &generator)
        }
        // Most say that they are done, as the site would wait for the rest otherwise, and we with it.
        manner = Manner(
            limit: .seconds(5), quiet: .milliseconds(250), cuts: cuts.sorted(),
            finishes: Int.random(in: 0..<8, using: &generator) > 0)
    }

    func tried(on port: UInt16, from source: String) -> RawCase.Verdict {
        guard let exchange = ClientSocket.exchange(bytes, with: port, from: source, manner) else {
            return RawCase.Verdict(seen: "refused", failure: "\(name): no connection")
        }
        let answers = exchange.answers()
        let seen = answers.statuses.first.map(String.init) ?? "\(exchange.ending)"
        if answers.statuses.contains(500) { return RawCase.Verdict(seen: seen, failure: "\(name): 500") }
        // An answer that was cut off by our leaving is none of its faults.
        let isNonsense = !answers.rest.isEmpty && !answers.rest.starts(with: Array("HTTP/1.1 ".utf8))
        return RawCase.Verdict(seen: seen, failure: isNonsense ? "\(name): what came is no answer" : nil)
    }
}

/// Changes some bytes as chance will have it.
private struct Mutator {
    /// What parsers trip over.
    private static let tokens = [
        "\r\n", "\n", "\r", "\r\n\r\n", "\0", ":", " ", "\t", "%00", "%", ";", "\"", "=", "&", "--", "chunked",
        "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n", "Host: y\r\n", "Expect: 100-continue\r\n",
        "HTTP/1.0", "-1", "0", "ffffffffffffffff", "9223372036854775808", "\u{F6}", "\u{202E}", "../", "//",
    ].map { Array($0.utf8) }

    private(set) var bytes: [UInt8]
    let corpus: [[UInt8]]

    init(bytes: [UInt8], corpus: [[UInt8]]) {
        (self.bytes, self.corpus) = (bytes, corpus)
    }

    mutating func change(using generator: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &generator)
        let range = place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.insert(contentsOf: Self.tokens.randomElement(using: &generator) ?? [], at: place)
        case 3: bytes.removeSubrange(range)
        case 4: bytes.insert(contentsOf: bytes[range], at: place)
        case 5: insertNoise(at: place, using: &generator)
        default: splice(at: place, using: &generator)
        }
    }

    private mutating func insertNoise(at place: Int, using generator: inout SplitMix64) {
        let count = Int.random(in: 1...64, using: &generator)
        bytes.insert(contentsOf: (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }, at: place)
    }

    /// The end of another request behind the beginning of this.
    private mutating func splice(at place: Int, using generator: inout SplitMix64) {
        let other = corpus.randomElement(using: &generator) ?? []
        bytes = bytes[..<place] + other.suffix(Int.random(in: 0...other.count, using: &generator))
    }
}
