import Foundation
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// The events do not depend on how the input is cut.
@Suite struct MultipartCuttingTests {
    private static let bodies: [Data] = [
        MultipartFixture.body(
            "--b", #"Content-Disposition: form-data; name="a""#, "", "one\r\n--\r\n-\r\r\n--c\r",
            "--b \t", #"Content-Disposition: form-data; name="f"; filename="x\"y""#, "Content-Type: a/b", "", "",
            "--b", "Content-Disposition: form-data; name=c", "", "\r\n--\r", "--b-- "),
        MultipartFixture.body("", "--b", "Content-Disposition: form-data; name=c", "", "--b--"),
        MultipartFixture.body("--b", "Content-Disposition: form-data; name=c", "", "x", "--b--", "epilogue"),
        MultipartFixture.body("--b", "Content-Disposition: form-data; name=c", "", "x", "--bad", "y", "--b--"),
        MultipartFixture.body("--b", "Content-Disposition: form-data", "", "x", "--b--"),
        Data("\r\n--\r\n--b--".utf8),
        Data("--b\r\nContent-Disposition: form-data; name=c\r\n\r\nx\r\n--b".utf8),
    ]

    @Test(arguments: bodies)
    func `one byte at a time`(body: Data) throws {
        let whole = try MultipartFixture.outcome(body)
        #expect(try MultipartFixture.outcome(body, cutAt: Array(0..<body.count)) == whole)
    }

    @Test(arguments: bodies)
    func `any two chunks`(body: Data) throws {
        let whole = try MultipartFixture.outcome(body)
        for cut in 0...body.count {
            #expect(try MultipartFixture.outcome(body, cutAt: [cut]) == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: bodies.dropFirst())
    func `any three chunks`(body: Data) throws {
        let whole = try MultipartFixture.outcome(body)
        for first in 0...body.count {
            for second in first...body.count where try MultipartFixture.outcome(body, cutAt: [first, second]) != whole {
                Issue.record("cut at \(first) and \(second)")
            }
        }
    }

    /// Data made of the delimiter's own pieces comes out as it went in, in chunks at random.
    @Test func `random data in random chunks`() throws {
        var generator = SplitMix64(seed: 2)
        let pieces = ["\r", "\n", "\r\n", "-", "--", "a", "aa", "\r\n--a", "\r\n--aa", "x"]
        for _ in 0..<1500 {
            let count = Int.random(in: 1...12, using: &generator)
            let data = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let body = Data("--aab\r\nContent-Disposition: form-data; name=c\r\n\r\n\(data)\r\n--aab--".utf8)
            let cuts = MultipartFixture.randomCuts(of: body.count, using: &generator)
            let events = try MultipartFixture.parse(body, boundary: "aab", cutAt: cuts)
            #expect(events == [.began("c"), .text(data), .partEnded], "cut at \(cuts)")
        }
    }
}
