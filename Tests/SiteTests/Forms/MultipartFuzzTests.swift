import Foundation
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MultipartFuzzTests {
    private static let source = Array(
        MultipartFixture.body(
            "--b", #"Content-Disposition: form-data; name="a""#, "", "one\r\n--\r\n-",
            "--b", #"Content-Disposition: form-data; name="f"; filename="x%22.jpg""#, "Content-Type: image/jpeg", "",
            "\u{FFFD}\r\n\r\n", "--b--"))
    private static let mutation = Mutation(fragments: [
        "\r", "\n", "\r\n", "--b", "\r\n--b\r\n", "--", "\"", "\\", "\0", ";", "=", ":", " ", "%22", "\r\n\r\n", "*",
        "é",
    ])

    private static func size(of event: Event) -> Int {
        switch event {
        case .partBegan(let header):
            header.name.utf8.count + (header.filename?.utf8.count ?? 0) + (header.contentType?.utf8.count ?? 0)
        case .partData(let data): data.count
        case .partEnded: 0
        }
    }

    @Test(arguments: [3, 4, 5, 6] as [UInt64])
    func `mutated bodies never trap nor grow nor depend on cuts`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(500)
        for round in 0..<4000 where clock.now < deadline {
            var bytes = Self.source
            Self.mutation.apply(to: &bytes, using: &generator)
            let body = Data(bytes)
            let outcome = try MultipartFixture.outcome(body)
            let cuts = MultipartFixture.randomCuts(of: body.count, using: &generator)
            #expect(try MultipartFixture.outcome(body, cutAt: cuts) == outcome, "seed \(seed), round \(round)")
            if case .success(let events) = outcome {
                #expect(events.reduce(0) { $0 + Self.size(of: $1) } <= body.count)
            }
        }
    }

    @Test func `random bytes never trap`() throws {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...60, using: &generator)
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let header = Data("--b\r\nContent-Disposition: ".utf8)
            _ = try MultipartFixture.outcome(header + noise)
            #expect(MultipartBoundary(contentType: String(decoding: noise, as: UTF8.self)) == nil)
        }
    }
}
