import Foundation
import Testing

@testable import Site

/// Bodies made to be slow take time linear in their length.
@Suite(.serialized) struct MultipartTimeTests {
    private static let boundary = String(repeating: "z", count: 70)

    /// The best of several runs, as the machine is shared.
    private func time(_ count: Int, of pattern: String, chunk: Int) throws -> Duration {
        let header = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let attack = String(repeating: pattern, count: count / pattern.utf8.count)
        let body = Data("\(header)\(attack)\r\n--\(Self.boundary)--".utf8)
        let cuts = Array(stride(from: chunk, to: body.count, by: chunk))
        var best = Duration.seconds(3600)
        for _ in 0..<5 {
            var parser = MultipartParser(boundary: try MultipartFixture.boundary(Self.boundary))
            let elapsed = try ContinuousClock().measure {
                var start = 0
                for end in cuts + [body.count] {
                    _ = try parser.consume(body[start..<end])
                    start = end
                }
                try parser.finish()
            }
            best = min(best, elapsed)
        }
        return best
    }

    /// Four times the input may take four times as long; a quadratic parser would take sixteen.
    @Test(arguments: [
        ("\r\n--" + String(repeating: "z", count: 69), 1 << 30), ("\r\n--" + String(repeating: "z", count: 69), 50),
        ("\r", 1 << 30), ("\r\n", 1000), ("\r\n--", 3),
    ])
    func nearMissesOfTheDelimiterTakeLinearTime(pattern: String, chunk: Int) throws {
        let short = try time(30_000, of: pattern, chunk: chunk)
        let long = try time(120_000, of: pattern, chunk: chunk)
        #expect(long < short * 10 + .milliseconds(5))
    }
}
