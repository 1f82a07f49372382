import Foundation

/// The one colour of buttons and links, which the operator may choose. What goes with it is computed: a lighter one on dark
/// pages, and washes behind notes.
public struct AccentColor: Hashable, Sendable {
    /// Of text to its background (WCAG 2.2, 1.4.3).
    static let leastContrast = 4.5

    private struct RGB: Hashable {
        var red: Double
        var green: Double
        var blue: Double

        static let white = RGB(red: 1, green: 1, blue: 1)
        static let black = RGB(red: 0, green: 0, blue: 0)
        /// `--paper` of roost.css, light and dark.
        static let lightPaper = RGB(hex: 0xFCFAFC)
        static let darkPaper = RGB(hex: 0x18121B)

        init(red: Double, green: Double, blue: Double) {
            (self.red, self.green, self.blue) = (red, green, blue)
        }

        init(hex: Int) {
            func part(_ shift: Int) -> Double { Double(hex >> shift & 0xFF) / 255 }
            self.init(red: part(16), green: part(8), blue: part(0))
        }

        var css: String {
            "#" + [red, green, blue].map { String(format: "%02x", Int(($0 * 255).rounded())) }.joined()
        }

        func mixed(with other: RGB, _ share: Double) -> RGB {
            func mix(_ one: Double, _ two: Double) -> Double { one + (two - one) * share }
            return RGB(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
        }

        /// WCAG 2.2, "relative luminance".
        private var luminance: Double {
            func linear(_ part: Double) -> Double {
                part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        }

        func contrast(to other: RGB) -> Double {
            let (one, two) = (luminance, other.luminance)
            return (max(one, two) + 0.05) / (min(one, two) + 0.05)
        }
    }

    private let color: RGB

    /// `#7d2464`. Nil for anything else, and for a colour that is too light for white text on it and for links on a light
    /// page.
    public init?(_ text: String) {
        let digits = text.dropFirst()
        guard text.utf8.count == 7, text.hasPrefix("#"), digits.allSatisfy(\.isHexDigit),
            let hex = Int(digits, radix: 16)
        else { return nil }
        color = RGB(hex: hex)
        guard color.contrast(to: .white) >= Self.leastContrast, color.contrast(to: .lightPaper) >= Self.leastContrast
        else { return nil }
    }

    /// Light enough for links on a dark page, and for dark text on it.
    private var onDark: RGB {
        let steps = stride(from: 0.0, through: 1, by: 0.05).map { color.mixed(with: .white, $0) }
        // White is at the end.
        return steps.first { $0.contrast(to: .darkPaper) >= 7 } ?? .white
    }

    /// To follow the style sheet.
    var styleSheet: String {
        """

        :root { \(Self.variables(color, deep: .black, paper: .lightPaper, onColor: .white)) }
        @media (prefers-color-scheme: dark) {
          :root { \(Self.variables(onDark, deep: .white, paper: .darkPaper, onColor: .darkPaper)) }
        }

        """
    }

    private static func variables(_ color: RGB, deep: RGB, paper: RGB, onColor: RGB) -> String {
        let values = [
            ("fig", color), ("fig-deep", color.mixed(with: deep, 0.3)), ("on-fig", onColor),
            ("fig-wash", color.mixed(with: paper, 0.9)), ("near", color.mixed(with: deep, 0.1)),
            ("face", color.mixed(with: paper, 0.4)), ("far", color.mixed(with: paper, 0.65)),
            ("far-face", color.mixed(with: paper, 0.75)),
        ]
        return values.map { "--\($0): \($1.css);" }.joined(separator: " ")
    }
}

/// The picture in place of the bat beside the site's name.
public struct Logo: Hashable, Sendable {
    /// In bytes.
    static let limit = 512 * 1024

    /// The name among the static files.
    let name: String
    let data: Data

    /// Reads an SVG, PNG or WebP file. Nil for anything else, and for a file that is too large or cannot be read.
    public init?(path: String) {
        guard let type = path.split(separator: ".").last?.lowercased(), ["svg", "png", "webp"].contains(type),
            let data = FileManager.default.contents(atPath: path), (1...Self.limit).contains(data.count)
        else { return nil }
        (name, self.data) = ("logo." + type, data)
    }
}
