import Foundation
import Testing

@testable import Accounts

struct RecoveryCodeTests {
    private let code = RecoveryCode(random: constantBytes(0xB5))

    @Test func `a code is 80 random bits in groups of four`() {
        #expect(code.text == "ww23-lnnv-ww23-lnnv")
        let asked = RecoveryCode { count in
            #expect(count == 10)
            return systemRandom(count)
        }
        #expect(asked.text.count == 19)
    }

    @Test func `the longer codes of earlier versions are still read`() {
        #expect(RecoveryCode(typed: "WW23 lnnv ww23 lnnv ww23 lnnv")?.text == "ww23-lnnv-ww23-lnnv-ww23-lnnv")
    }

    @Test func `case, spaces and hyphens do not matter`() {
        let text = code.text
        for typed in [text, text.uppercased(), text.replacing("-", with: " "), " \(text.replacing("-", with: ""))\n"] {
            #expect(RecoveryCode(typed: typed) == code)
        }
    }

    @Test(arguments: [
        "", "123456", "aaaa", "aaaa-aaaa-aaaa-aaaa-aaaa-aaa1", "aaaa-aaaa-aaaa-aaaa-aaaa-aaaaa",
        "aaaa-aaaa-aaaa-aaaa-aaaa-aaaé",
    ])
    func `anything else was never a code`(typed: String) {
        #expect(RecoveryCode(typed: typed) == nil)
    }

    @Test func `the hash is of one person and one site`() {
        let hash = code.hash(for: 1, with: .test)
        #expect(hash.count == 32)
        #expect(hash == code.hash(for: 1, with: .test))
        #expect(hash != code.hash(for: 2, with: .test))
        #expect(hash != code.hash(for: 1, with: .other))
    }

    @Test func `ten different ones are given out`() {
        #expect(Set(RecoveryCode.make(random: TestRandom().bytes)).count == 10)
    }
}
