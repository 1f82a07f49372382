import Foundation
import Testing

@testable import Media

#if canImport(FoundationXML)
import FoundationXML
#endif

struct GeneratedAvatarTests {
    @Test func `pictures of this design never change`() {
        // FNV-1a. A new sum is a new design: count up the version in GeneratedAvatar.
        let sum = (0..<1_000 as Range<UInt64>).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { sum, seed in
            GeneratedAvatar(seed: seed).svg.utf8.reduce(sum) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        #expect(sum == 0xC7BB_3FD0_6B46_3EB0)
    }

    @Test func `a thousand seeds give a thousand pictures`() {
        let pictures = Set((0..<1_000).map { GeneratedAvatar(seed: $0).svg })
        #expect(pictures.count == 1_000)
    }

    @Test(arguments: [0, .max, 1 << 63] as [UInt64])
    func `the ends of the range have pictures`(seed: UInt64) {
        #expect(GeneratedAvatar(seed: seed).svg.hasSuffix("</svg>"))
    }

    @Test func `pictures are less than 1,500 bytes of ASCII`() {
        for seed in 0..<2_000 as Range<UInt64> {
            let svg = GeneratedAvatar(seed: seed).svg
            #expect(svg.utf8.count < 1_500 && svg.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
    }

    @Test func `pictures are well-formed and hold shapes alone`() {
        for seed in 0..<500 as Range<UInt64> {
            let reader = ElementReader()
            #expect(reader.parse(GeneratedAvatar(seed: seed).svg))
            #expect(reader.elements.isSubset(of: ["svg", "g", "rect", "circle", "ellipse", "path"]))
            #expect(reader.attributes.isDisjoint(with: ["style", "id", "class", "href", "xlink:href", "onload"]))
            #expect(!reader.hasText)
        }
    }

    @Test func `pictures refer to nothing`() {
        for seed in 0..<500 as Range<UInt64> {
            let svg = GeneratedAvatar(seed: seed).svg
            #expect(!svg.contains("url(") && !svg.contains("data:"))
            #expect(svg.components(separatedBy: "://").count == 2, "the namespace alone")
        }
    }

    @Test func `the ground is opaque and covers the view box`() {
        let svg = GeneratedAvatar(seed: 1).svg
        #expect(svg.contains(#/ viewBox="0 0 96 96"><rect width="96" height="96" fill="\#[0-9a-f]{6}"\/>/#))
    }

    @Test func `every palette is met`() {
        let pictures = (0..<1_000 as Range<UInt64>).map { GeneratedAvatar(seed: $0).svg }
        for palette in Palette.all {
            #expect(pictures.contains { $0.contains("height=\"96\" fill=\"\(palette.ground)\"") })
        }
    }
}

struct GeneratedAvatarNameTests {
    @Test(arguments: [0, 1, 0xDEAD_BEEF, .max] as [UInt64])
    func `a name reads back as its seed`(seed: UInt64) {
        #expect(GeneratedAvatar(GeneratedAvatar(seed: seed).description)?.seed == seed)
    }

    @Test func `a name is written in full`() {
        #expect(GeneratedAvatar(seed: 0xAB).description == "v1-00000000000000ab.svg")
    }

    @Test(arguments: [
        "", "v1-.svg", "v1-ab.svg", "v0-00000000000000ab.svg", "v2-00000000000000ab.svg", "v1-00000000000000AB.svg",
        "v1-00000000000000ab.png", "v1-00000000000000ab.svgz", "v1-00000000000000ab", "00000000000000ab.svg",
        "../00000000000000ab.svg", "v1-../../../../../e.svg", "v1-00000000000000ab.svg/", "V1-00000000000000ab.svg",
        "v1-+0000000000000ab.svg", "v1-000000000000000ab.svg", "v1-00000000000000ab.sv\u{67}\u{301}",
    ])
    func `anything else is refused`(text: String) {
        #expect(GeneratedAvatar(text) == nil)
    }
}
