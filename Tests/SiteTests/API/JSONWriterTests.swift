import Foundation
import Testing

@testable import Site

struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `a string is read back as it was, wherever it has something to escape`() throws {
        for scalar in (0...0x7F).map({ Unicode.Scalar($0)! }) + ["é", "日", "🐕"] {
            for (before, after) in [(0, 0), (7, 8), (8, 0), (3, 20)] {
                let string =
                    String(repeating: "a", count: before) + String(scalar) + String(repeating: "ü", count: after)
                for string in [string, string + string] {
                    let written = Data(text { $0.string(string) }.utf8)
                    let read = try JSONSerialization.jsonObject(with: written, options: .fragmentsAllowed)
                    #expect(read as? String == string)
                    #expect(written.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
                }
            }
        }
    }

    @Test(arguments: [0, 7, -7, 10, 99, -100, 1_234_567_890, Int.max, Int.min])
    func `a number has its digits in order`(number: Int) {
        #expect(
            text {
                $0.array {
                    $0.integer(number)
                    $0.integer(number)
                }
            } == "[\(number),\(number)]")
    }
}
