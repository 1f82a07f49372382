import Foundation
import Testing

@testable import Media

@Suite struct AttachmentNameTests {
    private let name = AttachmentName(id: 12, sha256: Data((0..<32).map { UInt8($0) }))
    private let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

    @Test func `a name has number and digest and can be read back`() {
        #expect(name.files.map(\.description) == ["12-\(digits)", "12-\(digits)-thumbnail"])
        #expect(name.files.map { AttachmentFile($0.description) } == name.files)
    }

    @Test func `nothing else is a name`() {
        for text in [
            "", "12", "12-", "-\(digits)", "0-\(digits)", "-1-\(digits)", "012-\(digits)", "+12-\(digits)",
            "12-\(digits.uppercased())", "12-\(digits.dropLast())", "12-\(digits)0", "12-\(digits)-", "12-\(digits)-x",
            "12-\(digits)-thumbnail/", "12-\(digits)/..", "../12-\(digits)", "9999999999999999999-\(digits)",
            "12-\(digits)-thumbnail-thumbnail", "12--\(digits)", "１2-\(digits)",
        ] { #expect(AttachmentFile(text) == nil, "\(text)") }
    }
}
