/// Waiting work, grouped by the network it comes from. Networks take turns; within a network, work keeps its order.
struct FairLine<Work> {
    private var waiting: [String: [Work]] = [:]
    /// The networks with waiting work, the next one first.
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

    /// Removes the newest work of the network that has most, if that is more than `network` would then have.
    mutating func evictIdle(for network: String) -> Work? {
        guard let (crowded, all) = waiting.max(by: { $0.value.count < $1.value.count }),
            all.count > (waiting[network]?.count ?? 0) + 1
        else { return nil }
        count -= 1
        return waiting[crowded]?.removeLast()
    }
}
