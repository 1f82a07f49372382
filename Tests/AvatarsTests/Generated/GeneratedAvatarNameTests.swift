import Avatars
import Testing

struct GeneratedAvatarNameTests {
    @Test(arguments: [0, 1, 0xDEAD_BEEF, .max] as [UInt64])
    func `a name reads back as its seed`(seed: UInt64) {
        let name = GeneratedAvatar(seed: seed).name
        #expect(GeneratedAvatarName(name.description)?.seed == seed)
    }

    @Test func `a name is written in full`() {
        #expect(GeneratedAvatarName(seed: 0xAB).rawValue == "v1-00000000000000ab.svg")
    }

    @Test(arguments: [
        "", "v1-.svg", "v1-ab.svg", "v0-00000000000000ab.svg", "v2-00000000000000ab.svg", "v1-00000000000000AB.svg",
        "v1-00000000000000ab.png", "v1-00000000000000ab.svgz", "v1-00000000000000ab", "00000000000000ab.svg",
        "../00000000000000ab.svg", "v1-../../../../../e.svg", "v1-00000000000000ab.svg/", "V1-00000000000000ab.svg",
        "v1-+0000000000000ab.svg", "v1-000000000000000ab.svg", "v1-00000000000000ab.sv\u{67}\u{301}",
    ])
    func `anything else is refused`(text: String) {
        #expect(GeneratedAvatarName(text) == nil)
    }
}
