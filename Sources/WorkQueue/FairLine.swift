/// Work that waits, by the network it comes from. Networks take turns, and each has its own in order.
struct FairLine<Work> {
    private var waiting: [String: [Work]] = [:]
    /// The networks that wait, the next one first.
    private var turns: [String] = []
    private(set) var count = 0

    mutating func append(_ work: Work, from network: String) {
        if waiting[network] == nil { turns.append(network) }
        waiting[network, default: []].append(work)
        count += 1
    }

    mutating func next() -> Work? {
        guard let network = turns.first else { return nil }
        turns.removeFirst()
        let work = waiting[network]?.removeFirst()
        count -= 1
        if waiting[network]?.isEmpty == false { turns.append(network) } else { waiting[network] = nil }
        return work
    }

    /// Takes the newest out of the network that has most, where that has more than `network` will have.
    mutating func evictIdle(for network: String) -> Work? {
        guard let (crowded, all) = waiting.max(by: { $0.value.count < $1.value.count }),
            all.count > (waiting[network]?.count ?? 0) + 1
        else { return nil }
        count -= 1
        return waiting[crowded]?.removeLast()
    }
}
