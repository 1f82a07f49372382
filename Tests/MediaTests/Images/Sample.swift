import Testing

@testable import Media

/// The header of a picture of 640 by 480 pixels, and not a byte more.
struct Sample: CustomTestStringConvertible, Sendable {
    let name: String
    let format: ImageFormat
    let bytes: [UInt8]

    /// The header of a square WebP picture.
    static func square(_ side: Int) -> [UInt8] {
        ImageBytes.webpLossy(width: side, height: side)
    }

    var testDescription: String { name }

    static let all = [
        Sample(name: "PNG", format: .png, bytes: ImageBytes.png(width: 640, height: 480)),
        Sample(name: "GIF87a", format: .gif, bytes: ImageBytes.gif(width: 640, height: 480, version: "87a")),
        Sample(name: "GIF89a", format: .gif, bytes: ImageBytes.gif(width: 640, height: 480)),
        Sample(name: "JPEG", format: .jpeg, bytes: ImageBytes.jpeg(width: 640, height: 480)),
        Sample(name: "WebP VP8", format: .webp, bytes: ImageBytes.webpLossy(width: 640, height: 480)),
        Sample(name: "WebP VP8L", format: .webp, bytes: ImageBytes.webpLossless(width: 640, height: 480)),
        Sample(name: "WebP VP8X", format: .webp, bytes: ImageBytes.webpExtended(width: 640, height: 480)),
    ]
}
