import Foundation
import Testing

@testable import Roost

struct TextTableTests {
    @Test func `columns are as wide as their widest cell`() {
        let lines = TextTable.lines([["A", "LONG", "C"], ["wide", "b", ""], ["x", "y", "the last one"]])
        #expect(lines == ["A     LONG  C", "wide  b     ", "x     y     the last one"])
    }

    @Test func `times are said to the minute`() {
        #expect(Date(timeIntervalSince1970: 1_793_611_859).inWords == "2026-11-02 09:30 UTC")
        #expect(Date(timeIntervalSince1970: 1_793_611_859).day == "2026-11-02")
    }
}
