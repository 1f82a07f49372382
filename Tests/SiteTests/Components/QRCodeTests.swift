import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct QRCodeTests {
    private static let text = "otpauth://totp/roost.test:alice?secret=GEZDGNBVGY3TQOJQ&issuer=roost.test"

    @Test func `it has the three finders`() throws {
        let code = try #require(QRCode(Self.text))
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (left, top) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
            let rows = (0..<7).map { y in
                (0..<7).map { code.isDark(x: left + $0, y: top + y) ? "#" : "." }.joined()
            }
            #expect(rows == finder)
        }
    }

    /// Draws the path anew, as a browser would.
    @Test func `its path is the dark modules inside the quiet zone`() throws {
        let code = try #require(QRCode(Self.text))
        var drawn: Set<[Int]> = []
        for run in code.path.split(separator: "z") {
            let match = try #require(run.wholeMatch(of: /M(\d+) (\d+)h(\d+)v1H(\d+)/))
            let numbers = try [match.1, match.2, match.3, match.4].map { try #require(Int($0)) }
            #expect(numbers[0] == numbers[3])
            for x in numbers[0]..<numbers[0] + numbers[2] { drawn.insert([x - 4, numbers[1] - 4]) }
        }
        let dark = (0..<code.width).flatMap { y in (0..<code.width).map { [$0, y] } }
            .filter { code.isDark(x: $0[0], y: $0[1]) }
        #expect(drawn == Set(dark))
    }

    @Test func `more text takes a larger code`() throws {
        #expect(try #require(QRCode("a")).width == 21)
        #expect(try #require(QRCode(String(repeating: "a", count: 2953))).width == 177)
        #expect(QRCode(String(repeating: "a", count: 2954)) == nil)
    }
}
