import Testing

@testable import Transport

@Suite struct AdmissionTests {
    @Test func `so many work at once, so many wait, the rest does not`() {
        var admission = Admission<Int>(limit: 2, waiting: 2)
        let decisions = (1...5).map { admission.enter($0) }
        #expect(decisions == [.now, .now, .later, .later, .never])
    }

    @Test func `who waits has the turn of who is done, in order`() {
        var admission = Admission<Int>(limit: 1, waiting: 3)
        for id in 1...4 { _ = admission.enter(id) }
        let turns = [admission.leave(1), admission.leave(2), admission.leave(3), admission.leave(4)]
        #expect(turns == [2, 3, 4, nil])
    }

    @Test func `a place that is free is taken at once`() {
        var admission = Admission<Int>(limit: 1, waiting: 0)
        _ = admission.enter(1)
        let refused = admission.enter(2)
        _ = admission.leave(1)
        let accepted = admission.enter(3)
        #expect(refused == .never)
        #expect(accepted == .now)
    }

    @Test func `only who works can be done`() {
        var admission = Admission<Int>(limit: 1, waiting: 5)
        _ = admission.enter(1)
        _ = admission.enter(2)
        let stranger = admission.leave(9)
        let waiting = admission.leave(2)
        #expect(stranger == nil)
        #expect(waiting == nil)
    }

    @Test func `a long queue is gone through in order`() {
        var admission = Admission<Int>(limit: 1, waiting: 5000)
        for id in 0..<4000 { _ = admission.enter(id) }
        var turns: [Int] = []
        var current: Int? = 0
        while let id = current {
            turns.append(id)
            current = admission.leave(id)
        }
        #expect(turns == Array(0..<4000))
    }
}
