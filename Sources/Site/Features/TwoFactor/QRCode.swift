import CQRencode

/// A QR code (ISO/IEC 18004), to be drawn as SVG.
struct QRCode: View {
    static let template = "qr-code.html"
    static var fields: [Field<Self>] {
        [
            .text("size") { String($0.width + 2 * quietZone) },
            .text("pixels") { String(($0.width + 2 * quietZone) * pixelsPerModule) },
            .text("path", \.path),
        ]
    }

    /// The white modules around it that readers need.
    static let quietZone = 4
    private static let pixelsPerModule = 5

    /// Modules on a side, without the quiet zone.
    let width: Int
    private let darkModules: [Bool]

    /// Encodes bytes in the smallest code that they fit, with low error correction: a screen has no stains, and larger
    /// modules are easier to read.
    ///
    /// - Returns: nil for more text than any code takes.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_L) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        guard let modules = code.pointee.data else { return nil }
        // The lowest bit is the colour; the others say what a module is for.
        darkModules = (0..<width * width).map { modules[$0] & 1 == 1 }
    }

    func isDark(x: Int, y: Int) -> Bool { darkModules[y * width + x] }

    /// The dark modules, each run in a row as one rectangle.
    var path: String {
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                guard isDark(x: x, y: y) else {
                    x += 1
                    continue
                }
                let end = (x..<width).first { !isDark(x: $0, y: y) } ?? width
                path += "M\(x + Self.quietZone) \(y + Self.quietZone)h\(end - x)v1H\(x + Self.quietZone)z"
                x = end
            }
        }
        return path
    }
}
