import Foundation
import TestSupport
import Testing

@testable import Media

struct AvatarNameTests {
    private static let digits = "00112233445566778899aabbccddeeff0123456789abcdef"

    private func name(of bytes: [UInt8], seed: UInt64) -> AvatarName {
        var generator = SplitMix64(seed: seed)
        return AvatarName(digest: AvatarName.Digest(of: [Data(bytes)]), using: &generator)
    }

    @Test func `a name reads back as itself`() {
        let name = name(of: [1], seed: 3)
        #expect(AvatarName(name.description) == name)
        #expect(AvatarName(name.description) == name)
        #expect(AvatarName(Self.digits)?.description == Self.digits)
        #expect(AvatarName(String(repeating: "0", count: 48))?.description == String(repeating: "0", count: 48))
    }

    @Test func `a name starts with what follows from the bytes and ends with what does not`() {
        let (one, again, other) = (name(of: [1], seed: 1), name(of: [1], seed: 2), name(of: [2], seed: 1))
        #expect(one.description.prefix(32) == again.description.prefix(32) && one.description != again.description)
        #expect(one.description.prefix(32) != other.description.prefix(32))
        #expect(one.description.suffix(16) == other.description.suffix(16))
    }

    @Test func `the digest is the start of a SHA-256 of lengths and bytes`() {
        // printf '\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\2bc' | sha256sum
        let digest = AvatarName.Digest(of: [Data("a".utf8), Data("bc".utf8)])
        #expect(digest.high.hexadecimal + digest.low.hexadecimal == "3fafa1cf2f19a7c1129beb20cf0983f7")
        #expect(digest != AvatarName.Digest(of: [Data("ab".utf8), Data("c".utf8)]))
    }

    @Test(arguments: [
        "", ".", "..", "../\(digits)", "/\(digits)", "a/\(digits)", "\(digits)/..", "\(digits).webp",
        "\(digits)-48.webp",
        "\(digits) ", " \(digits)", "\(digits)\0", "\(digits)\n", "\(digits)0", "\(digits.dropLast())",
        "\(digits.dropLast())g", "\(digits.dropLast())F", "\(digits.dropLast())\u{FF10}", "+\(digits.dropFirst())",
        "-\(digits.dropFirst())", "..%2f\(digits.dropFirst(5))", "incoming", ".gitkeep",
    ])
    func `anything else is refused`(text: String) {
        #expect(AvatarName(text) == nil)
    }
}

struct AvatarFileTests {
    private static let picture = "00112233445566778899aabbccddeeff0123456789abcdef"

    @Test(arguments: AvatarSize.allCases)
    func `a name reads back as itself`(size: AvatarSize) throws {
        let name = try #require(AvatarName(Self.picture)).file(size)
        #expect(name.description == "\(Self.picture)-\(size.side).webp")
        #expect(AvatarFile(name.description) == name)
    }

    @Test(arguments: [
        "", picture, "\(picture).webp", "\(picture)-.webp", "\(picture)-49.webp", "\(picture)-048.webp",
        "\(picture)-48.png", "\(picture)-48", "\(picture)-48.webp.webp", "\(picture)-48.webp/", "\(picture)-48.WEBP",
        "../\(picture)-48.webp", "\(picture)/48.webp", "\(picture)-48.webp\0", "\(picture)--48.webp", "x-48.webp",
        "\(picture)-\u{FF14}8.webp", "\(picture.uppercased())-48.webp",
    ])
    func `anything else is refused`(text: String) {
        #expect(AvatarFile(text) == nil)
    }

    @Test func `each size that pages show has a twin of double density`() {
        #expect([AvatarSize.px48, .px128, .px512].map(\.twin) == [.px96, .px256, .px1024])
        #expect(AvatarSize.largest.side == AvatarSize.allCases.map(\.side).max())
    }
}

struct OriginalAvatarTests {
    private static let digits = "00112233445566778899aabbccddeeff"

    @Test(arguments: ["png", "jpg", "gif", "webp"])
    func `the names of earlier versions are known`(suffix: String) {
        #expect(OriginalAvatar("\(Self.digits).\(suffix)")?.description == "\(Self.digits).\(suffix)")
    }

    @Test(arguments: [
        "", "\(digits)", "\(digits).", "\(digits).svg", "\(digits).jpeg", "\(digits).PNG", "../\(digits).png",
        "\(digits)0.png", "\(digits.dropLast())g.png", "\(digits).png/", "\(digits).png\0", "\(digits)-48.webp",
    ])
    func `anything else is refused`(text: String) {
        #expect(OriginalAvatar(text) == nil)
    }
}
