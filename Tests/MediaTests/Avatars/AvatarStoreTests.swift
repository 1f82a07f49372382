import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Media

/// What valid uploads become.
struct AvatarStoreTests {
    /// The four colours as they were drawn, or as seen from another side.
    private static let upright: [Colour] = [.red, .green, .blue, .white]

    private func corners(_ webp: [UInt8]) async throws -> [Colour?] {
        let pixels = try await Vips.pixels(webp)
        return [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].map { pixels.colour($0.0, $0.1) }
    }

    @Test(arguments: ["png", "jpg", "jpg[interlace]", "gif", "webp", "webp[lossless]", "png[interlace]"])
    func `every format becomes a square in every size`(format: String) async throws {
        try await Workshop.with { workshop in
            let name = try await workshop.make(try await Vips.convert(Sources.quarters(), to: format))
            for size in AvatarSize.allCases {
                let pixels = try await Vips.pixels(workshop.file(size, of: name))
                #expect(pixels.width == size.side && pixels.height == size.side)
            }
            #expect(try await corners(workshop.file(.px48, of: name)) == Self.upright)
            #expect(try workshop.isTidy)
        }
    }

    private static let orientations: [(UInt8, [Colour])] = [
        (1, upright), (2, [.green, .red, .white, .blue]), (3, [.white, .blue, .green, .red]),
        (4, [.blue, .white, .red, .green]), (5, [.red, .blue, .green, .white]), (6, [.blue, .red, .white, .green]),
        (7, [.white, .green, .blue, .red]), (8, [.green, .white, .red, .blue]),
    ]

    @Test(arguments: orientations)
    func `a picture is turned as its Exif says, and its Exif is gone`(orientation: UInt8, seen: [Colour]) async throws {
        try await Workshop.with { workshop in
            let jpeg = try await Vips.convert(Sources.quarters(), to: "jpg[strip]")
            let upload = Sources.jpeg(jpeg, with: 0xE1, Sources.exif(orientation: orientation))
            let name = try await workshop.make(upload)
            #expect(try await corners(workshop.file(.px128, of: name)) == seen)
        }
    }

    @Test func `nothing of the metadata is left`() async throws {
        try await Workshop.with { workshop in
            var upload = try await Vips.convert(Sources.quarters(), to: "jpg")
            upload = Sources.jpeg(upload, with: 0xE1, Sources.exif(orientation: 1))
            let xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-NAME</x:xmpmeta>"
            upload = Sources.jpeg(upload, with: 0xE1, Array(xmp.utf8))
            upload = Sources.jpeg(upload, with: 0xFE, Array("SECRET-COMMENT".utf8))
            let name = try await workshop.make(upload)
            for size in AvatarSize.allCases {
                let file = try workshop.file(size, of: name)
                #expect(Set(RIFF.chunks(file)).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]))
                #expect(!String(decoding: file, as: UTF8.self).contains("SECRET"))
            }
        }
    }

    @Test(arguments: [8, 16])
    func `both depths of PNG are read`(depth: Int) async throws {
        try await Workshop.with { workshop in
            let name = try await workshop.make(Sources.quarters(depth: depth))
            #expect(try await corners(workshop.file(.px96, of: name)) == Self.upright)
        }
    }

    @Test func `four inks become three lights`() async throws {
        try await Workshop.with { workshop in
            let cmyk = try await Vips.run("colourspace", Sources.quarters(), from: "png", to: "jpg", ["cmyk"])
            let name = try await workshop.make(cmyk)
            #expect(try await corners(workshop.file(.px96, of: name)) == Self.upright)
        }
    }

    @Test func `what is transparent stays so`() async throws {
        try await Workshop.with { workshop in
            var png = PNG(width: 64, height: 64)
            png.colour = .withAlpha
            let name = try await workshop.make(png.bytes { x, _ in [255, 0, 0, x < 32 ? 0 : 255] })
            let alpha = try await Vips.run(
                "extract_band", workshop.file(.px256, of: name), from: "webp", to: "ppm", ["3"])
            #expect(alpha.starts(with: "P5".utf8))
            #expect(alpha[alpha.count - 256] < 10 && alpha[alpha.count - 1] > 245)
        }
    }

    @Test(arguments: ["gif", "webp[lossless]"])
    func `of an animation the first frame is taken`(format: String) async throws {
        try await Workshop.with { workshop in
            let gif = Sources.animation([.green, .red, .blue])
            let upload = format == "gif" ? gif : try await Vips.convert(gif, from: "gif[n=-1]", to: format)
            let name = try await workshop.make(upload)
            #expect(try await corners(workshop.file(.px48, of: name)) == [.green, .green, .green, .green])
            #expect(!RIFF.chunks(try workshop.file(.px48, of: name)).contains("ANIM"))
        }
    }

    @Test(arguments: [(300, 20), (20, 300), (1, 1), (1, 200)])
    func `what is not square is cropped and not squeezed`(width: Int, height: Int) async throws {
        try await Workshop.with { workshop in
            let name = try await workshop.make(PNG(width: width, height: height).bytes { _, _ in Colour.blue.channels })
            let pixels = try await Vips.pixels(workshop.file(.px128, of: name))
            #expect(pixels.width == 128 && pixels.height == 128 && pixels.colour(0.5, 0.5) == .blue)
        }
    }

    @Test func `the crop is where something is`() async throws {
        try await Workshop.with { workshop in
            let upload = PNG(width: 400, height: 100).bytes { x, y in
                let isInside = (300..<380).contains(x) && (10..<90).contains(y)
                return (isInside ? ((x / 8 + y / 8) % 2 == 0 ? Colour.red : .white) : .black).channels
            }
            let pixels = try await Vips.pixels(workshop.file(.px128, of: try await workshop.make(upload)))
            #expect(pixels.colour(0.5, 0.5) != .black)
        }
    }

    @Test func `a picture of an earlier version is made anew and stays`() async throws {
        try await Workshop.with { workshop in
            let original = try #require(OriginalAvatar(String(repeating: "a", count: 32) + ".png"))
            try workshop.folder.path(of: original).write(Data(Sources.quarters()))
            let name = try await workshop.avatars.make(from: original)
            #expect(try await corners(workshop.file(.px48, of: name)) == Self.upright)
            #expect(workshop.folder.path(of: original).exists)
        }
    }

    @Test func `many are made in turn`() async throws {
        try await Workshop.with { workshop in
            let names = try await withThrowingTaskGroup(of: AvatarName.self) { group in
                for seed in 0..<6 {
                    group.addTask { try await workshop.make(Sources.noise(side: 40, seed: UInt64(seed))) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(names.count == 6)
            #expect(try workshop.isTidy)
        }
    }
}

enum RIFF {
    /// The names of the chunks of a file (RFC 9649).
    static func chunks(_ file: [UInt8]) -> [String] {
        var names: [String] = []
        var place = 12
        while place + 8 <= file.count {
            names.append(String(decoding: file[place..<place + 4], as: UTF8.self))
            let length = file[place + 4..<place + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            place += 8 + length + length % 2
        }
        return names
    }
}
