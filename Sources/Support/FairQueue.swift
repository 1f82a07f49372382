import DequeModule

/// A queue for each owner. Owners have their turns one after the other, so that one with many elements delays only itself.
public struct FairQueue<Owner: Hashable & Sendable, Element: Sendable>: Sendable {
    private var queues: [Owner: Deque<Element>] = [:]
    /// The owners that have a queue, each once.
    private var turns = Deque<Owner>()
    public private(set) var count = 0

    public init() {}

    public mutating func append(_ element: Element, of owner: Owner) {
        if queues[owner] == nil { turns.append(owner) }
        queues[owner, default: Deque()].append(element)
        count += 1
    }

    /// Removes the next element of the first owner in turn that `isAllowed` lets through.
    public mutating func popFirst(
        where isAllowed: (Owner) -> Bool = { _ in true }
    ) -> (element: Element, owner: Owner)? {
        for _ in 0..<turns.count {
            guard let owner = turns.popFirst() else { break }
            if queues[owner]?.isEmpty ?? true {
                queues[owner] = nil
                continue
            }
            guard isAllowed(owner), let element = queues[owner]?.popFirst() else {
                turns.append(owner)
                continue
            }
            count -= 1
            if queues[owner]?.isEmpty == true { queues[owner] = nil } else { turns.append(owner) }
            return (element, owner)
        }
        return nil
    }

    /// Removes the first element of an owner that fulfils a condition.
    public mutating func remove(of owner: Owner, where isWanted: (Element) -> Bool) -> Element? {
        guard let index = queues[owner]?.firstIndex(where: isWanted) else { return nil }
        count -= 1
        // An owner whose queue is empty loses its turn when that comes.
        return queues[owner]?.remove(at: index)
    }

    /// Removes the newest element of the owner that has most, if that is more than `owner` will have with one more.
    public mutating func makeRoom(for owner: Owner) -> Element? {
        guard let (longest, queue) = queues.max(by: { $0.value.count < $1.value.count }),
            queue.count > (queues[owner]?.count ?? 0) + 1
        else { return nil }
        count -= 1
        return queues[longest]?.popLast()
    }
}
