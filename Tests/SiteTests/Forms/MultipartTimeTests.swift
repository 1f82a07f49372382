import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

/// Bodies made to be slow take time linear in their length: a megabyte is parsed at once by a linear parser and takes
/// hours by a quadratic one.
@Suite struct MultipartTimeTests {
    private static let boundary = String(repeating: "z", count: 70)
    private static let nearMiss = "\r\n--" + String(repeating: "z", count: 69)

    @Test(
        .timeLimit(.minutes(5)),
        arguments: [(nearMiss, 1 << 30), (nearMiss, 50), ("\r", 1 << 30), ("\r\n", 1000), ("\r\n--", 3)])
    func `near misses of the delimiter take linear time`(pattern: String, chunk: Int) throws {
        let header = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let attack = String(repeating: pattern, count: 1_000_000 / pattern.utf8.count)
        let body = Data("\(header)\(attack)\r\n--\(Self.boundary)--".utf8)
        var parser = MultipartParser(boundary: try MultipartFixture.boundary(Self.boundary))
        var content = 0
        for start in stride(from: 0, to: body.count, by: chunk) {
            for case .partData(let data) in try parser.consume(body[start..<min(body.count, start + chunk)]) {
                content += data.count
            }
        }
        try parser.finish()
        #expect(content == attack.utf8.count)
    }
}
