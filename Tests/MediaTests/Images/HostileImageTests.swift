import Foundation
import TestSupport
import Testing

@testable import Media

/// What bad pictures become: pictures of our own making, or a refusal; nothing else, and nothing of what was sent.
struct HostileImageTests {
    private func outcome(of upload: [UInt8], _ workshop: Workshop) async throws -> ImageRejected? {
        do {
            let name = try await workshop.make(upload)
            for size in AvatarSize.allCases {
                let file = try workshop.file(size, of: name)
                #expect(Set(RIFF.chunks(file)).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]))
                #expect(!String(decoding: file, as: UTF8.self).contains("<script"))
            }
            return nil
        } catch let rejection as ImageRejected {
            return rejection
        }
    }

    private func refuses(_ upload: [UInt8], as expected: ImageRejected) async throws {
        try await Workshop.with { workshop in
            let found = try await outcome(of: upload, workshop)
            #expect(found == expected)
            #expect(try workshop.isTidy)
            #expect(try workshop.path.names() == ["incoming"])
        }
    }

    /// Damaged files of each format; `ROOST_FUZZ=1000 swift test --filter HostileImageTests` tries more.
    private static let rounds = ProcessInfo.processInfo.environment["ROOST_FUZZ"].flatMap { Int($0) } ?? 5

    @Test(arguments: ["png", "jpg", "gif", "webp", "webp[lossless]", "jpg[interlace]"])
    func `a damaged file is a picture or a refusal`(format: String) async throws {
        let good = try await Vips.convert(Sources.noise(side: 48), to: format)
        try await Workshop.with { workshop in
            var generator = SplitMix64(seed: 7)
            for _ in 0..<Self.rounds {
                var bad = good
                for _ in 0..<Int.random(in: 1...8, using: &generator) {
                    bad[Int.random(in: 0..<bad.count, using: &generator)] ^=
                        1 << UInt8.random(in: 0..<8, using: &generator)
                }
                _ = try await outcome(of: bad, workshop)
            }
            #expect(try workshop.isTidy)
        }
    }

    @Test(arguments: ["png", "jpg", "gif", "webp", "webp[lossless]"])
    func `a file that ends early is refused`(format: String) async throws {
        let good = try await Vips.convert(Sources.noise(side: 96), to: format)
        for end in [13, 40, good.count / 2, good.count * 9 / 10] {
            try await refuses(Array(good.prefix(end)), as: .damaged)
        }
    }

    @Test func `an empty file is refused`() async throws {
        try await refuses([], as: .empty)
    }

    @Test(arguments: [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "%PDF-1.7\n", "<script>alert(1)</script>",
        "#!/bin/sh\n", "P6 1 1 255 abc", "id=ImageMagick", "push graphic-context", "\u{FF}\u{D8}\u{FF}",
    ])
    func `what is no picture is refused whatever it is called`(text: String) async throws {
        try await refuses(Array(text.utf8), as: .unknownFormat)
    }

    @Test func `a picture of ten thousand megapixels in a few bytes is refused`() async throws {
        let bomb = PNG(width: 100_000, height: 100_000).bytes(rows: [UInt8](repeating: 0, count: 1000))
        try await refuses(bomb, as: .tooManyPixels(width: 100_000, height: 100_000, limit: 50_000_000))
    }

    @Test func `a picture that says less than it is is refused`() async throws {
        let gif = ImageBytes.gif(width: 1, height: 1) + [0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 8, 1, 0, 0, 0x3B]
        try await Workshop.with { workshop in
            _ = try await outcome(of: gif, workshop)
            #expect(try workshop.isTidy)
        }
    }

    @Test func `a picture that takes more memory than there may be is refused`() async throws {
        // Interlaced, so that all of it has to be in memory.
        let upload = try await Vips.run("resize", Sources.quarters(), from: "png", to: "png[interlace]", ["100"])
        try await Workshop.with { workshop in
            let found = try await outcome(of: upload, workshop)
            #expect(found == nil)
        }
        let smaller = { @Sendable (limits: inout ImageLimits) in limits.memory = 260_000_000 }
        try await Workshop.with(smaller) { workshop in
            let found = [try await outcome(of: Sources.quarters(), workshop), try await outcome(of: upload, workshop)]
            #expect(found == [nil, .damaged])
        }
    }

    @Test func `WebP in WebP in WebP is refused`() async throws {
        let nested = (0..<200).reduce([UInt8]()) { inner, _ in ImageBytes.webp("VP8 ", inner) }
        try await refuses(nested, as: .damaged)
        try await refuses(ImageBytes.webp("VP8X", [2, 0, 0, 0, 7, 0, 0, 7, 0, 0] + nested), as: .damaged)
    }

    @Test(arguments: ["png", "gif", "jpg", "webp"])
    func `what is hidden behind a picture is not in ours`(format: String) async throws {
        try await Workshop.with { workshop in
            let good = try await Vips.convert(Sources.noise(side: 16), to: format)
            let upload = good + Array("<script>alert(document.domain)</script>".utf8)
            let found = try await outcome(of: upload, workshop)
            #expect(found == nil)
        }
    }

    @Test func `a GIF that is a script as well is a picture`() async throws {
        try await Workshop.with { workshop in
            var gif = Sources.animation([.red])
            gif.insert(contentsOf: [0x21, 0xFE, 20] + Array("*/=1;<script>x</scri".utf8) + [0], at: gif.count - 1)
            let found = try await outcome(of: gif, workshop)
            #expect(found == nil)
        }
    }

    @Test func `a PNG with a script in its text is a picture`() async throws {
        try await Workshop.with { workshop in
            var png = PNG(width: 8, height: 8)
            png.extra = [("tEXt", Array("Title\0<script>alert(1)</script>".utf8))]
            let found = try await outcome(of: png.bytes { _, _ in [1, 2, 3] }, workshop)
            #expect(found == nil)
        }
    }
}
