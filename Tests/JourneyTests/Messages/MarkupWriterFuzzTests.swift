import Foundation
import Markup
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// `ROOST_FUZZ=1000000 swift test --filter MarkupWriterFuzzTests` tries more.
@Suite struct MarkupWriterFuzzTests {
    private static let rounds = ProcessInfo.processInfo.environment["ROOST_FUZZ"].flatMap { Int($0) } ?? 8_000

    @Test(arguments: [21, 22] as [UInt64])
    func `no message becomes more than its own HTML`(seed: UInt64) {
        var sources = MarkupSources(seed: seed)
        for round in 0..<Self.rounds / 2 {
            let source = sources.next()
            do {
                try FragmentChecker.check(MarkupWriter.sample.html(Markup.parse(source)).bytes)
            } catch {
                Issue.record("seed \(seed), round \(round): \(error) in \(source.debugDescription)")
                return
            }
        }
    }
}
