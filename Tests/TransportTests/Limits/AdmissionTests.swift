import Testing

@testable import Transport

@Suite struct AdmissionTests {
    @Test func `so many work at once, so many wait, the rest does not`() {
        var admission = Admission<Int, String>(limit: 2, waiting: 2)
        let decisions = (1...5).map { admission.enter($0, of: "a") }
        #expect(decisions == [.now, .now, .later, .later, .never])
    }

    @Test func `who waits has the turn of who is done, in order`() {
        var admission = Admission<Int, String>(limit: 1, waiting: 3)
        for id in 1...4 { _ = admission.enter(id, of: "a") }
        let turns = [admission.leave(1), admission.leave(2), admission.leave(3), admission.leave(4)]
        #expect(turns == [2, 3, 4, nil])
    }

    @Test func `a place that is free is taken at once`() {
        var admission = Admission<Int, String>(limit: 1, waiting: 0)
        _ = admission.enter(1, of: "a")
        let refused = admission.enter(2, of: "a")
        _ = admission.leave(1)
        let accepted = admission.enter(3, of: "a")
        #expect(refused == .never)
        #expect(accepted == .now)
    }

    @Test func `only who works can be done`() {
        var admission = Admission<Int, String>(limit: 1, waiting: 5)
        _ = admission.enter(1, of: "a")
        _ = admission.enter(2, of: "a")
        let stranger = admission.leave(9)
        let waiting = admission.leave(2)
        #expect(stranger == nil)
        #expect(waiting == nil)
    }

    @Test func `a long queue is gone through in order`() {
        var admission = Admission<Int, String>(limit: 1, waiting: 5000)
        for id in 0..<4000 { _ = admission.enter(id, of: "a") }
        var turns: [Int] = []
        var current: Int? = 0
        while let id = current {
            turns.append(id)
            current = admission.leave(id)
        }
        #expect(turns == Array(0..<4000))
    }

    @Test func `hosts have their turns one after the other, however many of one wait`() {
        var admission = Admission<Int, String>(limit: 1, waiting: 10)
        for id in 1...4 { _ = admission.enter(id, of: "a") }
        _ = admission.enter(5, of: "b")
        _ = admission.enter(6, of: "c")
        let turns = [1, 2, 5, 6, 3, 4].map { admission.leave($0) }
        #expect(turns == [2, 5, 6, 3, 4, nil])
    }

    @Test func `one host takes no more than its share, and leaves the others' places free`() {
        var admission = Admission<Int, String>(limit: 4, hostLimit: 2, waiting: 10)
        let crowd = (1...4).map { admission.enter($0, of: "a") }
        let other = admission.enter(5, of: "b")
        #expect(crowd == [.now, .now, .later, .later])
        #expect(other == .now)
        let turns = [
            admission.leave(5), admission.leave(1), admission.leave(2), admission.leave(3), admission.leave(4),
        ]
        #expect(turns == [nil, 3, 4, nil, nil])
    }
}
