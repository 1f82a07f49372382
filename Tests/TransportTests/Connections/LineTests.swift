import Testing

@testable import Transport

@Suite struct LineTests {
    @Test func `who came first leaves first, however many there were`() {
        var (line, left) = (Line<Int>(), [Int]())
        for number in 0..<5000 {
            line.append(number)
            if number % 3 == 0, let first = line.popFirst() { left.append(first) }
        }
        #expect(line.count == 5000 - left.count)
        while let first = line.popFirst() { left.append(first) }
        #expect(left == Array(0..<5000) && line.isEmpty && line.popFirst() == nil)
    }
}
