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

    /// The width of the white margin that readers need, in modules.
    static let quietZone = 4
    private static let pixelsPerModule = 5

    /// Modules on a side, without the quiet zone.
    let width: Int
    private let darkModules: [Bool]

    /// Makes the smallest code that holds the text, with low error correction: screens have no stains, and larger
    /// modules are easier to read.
    ///
    /// - Returns: nil for more text than a code can hold.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_L) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        guard let modules = code.pointee.data else { return nil }
        // The lowest bit is the colour; the others describe the module's purpose.
        darkModules = (0..<width * width).map { modules[$0] & 1 == 1 }
    }

    func isDark(x: Int, y: Int) -> Bool { darkModules[y * width + x] }

    /// The dark modules as an SVG path, with one rectangle for each run in a row.
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
