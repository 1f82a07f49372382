import Testing

@testable import Media

@Suite struct FileTypeTests {
    private static func box(_ brand: String) -> [UInt8] { [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) + [0, 0, 0, 0] }

    struct Case: Sendable {
        let mediaType: String
        let bytes: [UInt8]

        init(_ mediaType: String, _ bytes: [UInt8]) {
            (self.mediaType, self.bytes) = (mediaType, bytes)
        }
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    static let cases: [Case] = [
        Case("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        Case("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]),
        Case("image/gif", text("GIF89a")),
        Case("image/webp", text("RIFF....WEBP")),
        Case("audio/wav", text("RIFF....WAVE")),
        Case("audio/mpeg", text("ID3")),
        Case("audio/mpeg", [0xFF, 0xFB, 0x90]),
        Case("audio/flac", text("fLaC")),
        Case("audio/ogg", text("OggS") + [0, 2] + text("OpusHead")),
        Case("video/ogg", text("OggS") + [0, 2, 0x80] + text("theora")),
        Case("video/mp4", box("isom")), Case("video/mp4", box("mp42")), Case("video/quicktime", box("qt  ")),
        Case("audio/mp4", box("M4A ")), Case("image/heic", box("heic")), Case("image/avif", box("avif")),
        Case("video/webm", [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84] + text("webm")),
        Case("application/octet-stream", [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x88] + text("matroska")),
        Case("application/pdf", text("%PDF-1.7")),
        Case("application/zip", [0x50, 0x4B, 3, 4]),
        Case("text/plain", text("<!doctype html><script>alert(1)</script>")),
        Case("text/plain", text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
        Case("text/plain", text("Grüße 🦇")),
        Case("application/octet-stream", [0x4D, 0x5A, 0x90, 0, 3]),
        Case("application/octet-stream", []),
        Case("application/octet-stream", [0xC3, 0x28, 0x41]),
    ]

    @Test(arguments: cases)
    func `the first bytes tell the type`(sample: Case) {
        #expect(FileType(of: sample.bytes).mediaType == sample.mediaType)
    }

    @Test func `text may end within a character where the prefix ends`() {
        for offset in 0..<4 {
            let text = Array(String(repeating: "x", count: FileType.prefixLength - offset).utf8) + Array("🦇🦇".utf8)
            #expect(FileType(of: text).mediaType == "text/plain")
        }
    }

    @Test func `a stored type is what it was`() {
        for type in ["image/webp", "audio/ogg", "video/mp4", "text/plain", "application/pdf"] {
            #expect(FileType(stored: type).mediaType == type)
        }
        #expect(FileType(stored: "image/webp").kind == .picture && FileType(stored: "video/mp4").kind == .video)
    }

    @Test(arguments: ["text/html", "image/svg+xml", "application/xhtml+xml", "", "x"])
    func `a type that is never given is only downloaded`(type: String) {
        #expect(FileType(stored: type).mediaType == "application/octet-stream")
        #expect(FileType(stored: type).kind == .download)
    }

    @Test func `no type is one that browsers run`() {
        for byte in UInt8.min...UInt8.max {
            for start in [[byte], Array("<html>".utf8) + [byte], Array("%!PS".utf8) + [byte]] {
                #expect(!["text/html", "image/svg+xml", "text/xml"].contains(FileType(of: start).mediaType))
            }
        }
    }
}
