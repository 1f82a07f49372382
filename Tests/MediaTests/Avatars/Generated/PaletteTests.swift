import Foundation
import Testing

@testable import Media

struct PaletteTests {
    @Test(arguments: Palette.all)
    func `the main colour stands out from the ground`(palette: Palette) throws {
        #expect(try contrast(palette.main, palette.ground) >= 3)
    }

    @Test(arguments: Palette.all)
    func `the edge stands out from light and dark pages`(palette: Palette) throws {
        for color in [palette.ground, palette.accent] {
            #expect(try contrast(color, "#ffffff") >= 1.4)
            #expect(try contrast(color, "#14161a") >= 1.4)
        }
    }

    /// WCAG 2.2, "contrast ratio": from 1 to 21.
    private func contrast(_ one: String, _ other: String) throws -> Double {
        let luminances = try [luminance(one), luminance(other)].sorted()
        return (luminances[1] + 0.05) / (luminances[0] + 0.05)
    }

    /// WCAG 2.2, "relative luminance" of `#rrggbb`: from 0 to 1.
    private func luminance(_ color: String) throws -> Double {
        let value = try #require(Int(color.dropFirst(), radix: 16))
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double(value >> shift & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
