/// Who waits, a line for each host: hosts have their turns one after the other, so that who sends much waits for
/// themselves.
struct FairLine<Host: Hashable & Sendable, Element: Sendable>: Sendable {
    private var lines: [Host: Line<Element>] = [:]
    /// The hosts that have a line, each once.
    private var turns = Line<Host>()
    private(set) var count = 0

    mutating func append(_ element: Element, of host: Host) {
        if lines[host] == nil { turns.append(host) }
        lines[host, default: Line()].append(element)
        count += 1
    }

    /// The next of the first host in turn that `isAllowed` lets through.
    mutating func popFirst(where isAllowed: (Host) -> Bool) -> (element: Element, host: Host)? {
        for _ in 0..<turns.count {
            guard let host = turns.popFirst() else { break }
            guard isAllowed(host), let element = lines[host]?.popFirst() else {
                turns.append(host)
                continue
            }
            count -= 1
            if lines[host]?.isEmpty == true { lines[host] = nil } else { turns.append(host) }
            return (element, host)
        }
        return nil
    }
}
