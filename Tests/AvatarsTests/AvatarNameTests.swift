import Testing

@testable import Avatars

struct AvatarNameTests {
    private static let digits = "00112233445566778899aabbccddeeff"

    @Test(arguments: ImageFormat.allCases)
    func `a name reads back as itself`(format: ImageFormat) {
        var generator = SeededGenerator(seed: 3)
        let name = AvatarName(format: format, using: &generator)
        #expect(AvatarName(name.description) == name)
        #expect(AvatarName(rawValue: name.rawValue)?.format == format)
    }

    @Test func `leading zeros are kept`() {
        let text = String(repeating: "0", count: 31) + "1.png"
        #expect(AvatarName(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "..", "../\(digits).png", "/\(digits).png", "a/\(digits).png", "\(digits).png/..", "\(digits)/png",
        "\(digits)", "\(digits).", "\(digits).svg", "\(digits).jpeg", "\(digits).PNG", "\(digits).png.gif",
        "\(digits).png ", " \(digits).png", "\(digits).png\0", "\(digits).png\n", "\(digits)..png", "\(digits)0.png",
        "\(digits.dropLast()).png", "\(digits.dropLast())g.png", "\(digits.dropLast())F.png",
        "\(digits.dropLast())\u{FF10}.png", "+\(digits.dropFirst()).png", "-\(digits.dropFirst()).png",
        "..%2f\(digits.dropFirst(5)).png", "\(digits).pn\u{67}\u{301}", "..\\\(digits).png", "incoming", ".gitkeep",
    ])
    func `anything else is refused`(text: String) {
        #expect(AvatarName(text) == nil)
    }

    @Test func `the generator gives all the digits`() {
        var names: Set<AvatarName> = []
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<1_000 {
            names.insert(AvatarName(format: .png, using: &generator))
        }
        #expect(names.count == 1_000)
        #expect(Set(names.map { $0.rawValue.prefix(16) }).count == 1_000)
        #expect(Set(names.map { $0.rawValue.dropFirst(16).prefix(16) }).count == 1_000)
    }
}
