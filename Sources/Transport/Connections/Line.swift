/// Who waits in a line: first in, first out, in constant time.
struct Line<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    /// The first that is still there.
    private var next = 0

    var count: Int { elements.count - next }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard next < elements.count else { return nil }
        defer {
            next += 1
            if next == elements.count || next > 1024 {
                elements.removeFirst(next)
                next = 0
            }
        }
        return elements[next]
    }
}
