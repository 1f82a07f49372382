import DequeModule

/// A queue for each host. Hosts have their turns one after the other, so that one with many elements delays only itself.
struct FairQueue<Host: Hashable & Sendable, Element: Sendable>: Sendable {
    private var queues: [Host: Deque<Element>] = [:]
    /// The hosts that have a queue, each once.
    private var turns = Deque<Host>()
    private(set) var count = 0

    mutating func append(_ element: Element, of host: Host) {
        if queues[host] == nil { turns.append(host) }
        queues[host, default: Deque()].append(element)
        count += 1
    }

    /// Removes the next element of the first host in turn that `isAllowed` lets through.
    mutating func popFirst(where isAllowed: (Host) -> Bool) -> (element: Element, host: Host)? {
        for _ in 0..<turns.count {
            guard let host = turns.popFirst() else { break }
            guard isAllowed(host), let element = queues[host]?.popFirst() else {
                turns.append(host)
                continue
            }
            count -= 1
            if queues[host]?.isEmpty == true { queues[host] = nil } else { turns.append(host) }
            return (element, host)
        }
        return nil
    }
}
