import Crypto
import Foundation
import PathKit
import Subprocess
import SystemPackage
import TestSupport
import Testing
import WorkQueue

@testable import Media

@Suite struct AttachmentFilesTests {
    private func prepare(
        _ bytes: [UInt8], in workshop: AttachmentWorkshop
    ) async throws -> PreparedAttachment {
        let file = try workshop.folder.newIncomingFile()
        try file.append(bytes)
        return try await workshop.files.prepare(file, for: 1)
    }

    /// A photograph that lies on its side and says where it was taken.
    private static var photo: [UInt8] {
        get async throws {
            let jpeg = try await Vips.convert(Sources.quarters(), to: "jpg")
            return Sources.jpeg(jpeg, with: 0xE1, Sources.exif(orientation: 6))
        }
    }

    @Test func `a picture becomes WebP in two sizes, upright and without metadata`() async throws {
        try await AttachmentWorkshop.with { workshop in
            let prepared = try await prepare(Self.photo, in: workshop)
            #expect(prepared.type.mediaType == "image/webp")
            try await workshop.files.keep([(prepared, 7)])
            let name = AttachmentName(id: 7, sha256: prepared.sha256)
            for part in AttachmentFile.Part.allCases {
                let bytes = try #require(try workshop.folder.read(name.file(part)))
                #expect(bytes.range(of: Data("Exif".utf8)) == nil && bytes.range(of: Data("SECRET".utf8)) == nil)
                let pixels = try await Vips.pixels(Array(bytes))
                #expect(pixels.colour(0.25, 0.25) == .blue && pixels.colour(0.75, 0.25) == .red)
                let header = try ImageHeader.read(from: workshop.folder.path(of: name.file(part)))
                #expect(header.format == .webp)
                if part == .whole { #expect(header.width == prepared.width && header.height == prepared.height) }
                #expect(max(header.width, header.height) <= (part == .whole ? 2560 : 640))
            }
            #expect(try workshop.isTidy)
        }
    }

    @Test func `a large picture is scaled down, a small one is not enlarged`() async throws {
        try await AttachmentWorkshop.with { workshop in
            let wide = try await Vips.run(
                "resize", Sources.quarters(), from: "png", to: "png", ["50", "--vscale", "25"])
            let large = try await prepare(wide, in: workshop)
            #expect(large.width == 2560 && large.height == 1280)
            let small = try await prepare(Sources.quarters(), in: workshop)
            #expect(small.width == 64 && small.height == 64)
            await workshop.files.discard([large, small])
            #expect(try workshop.isTidy)
        }
    }

    @Test func `a picture that cannot be decoded is refused, as it may tell where it was taken`() async throws {
        try await AttachmentWorkshop.with { workshop in
            let whole = try await Self.photo
            for bytes in [Array(whole.prefix(whole.count / 2)), Array("GIF89a".utf8), Array("RIFF....WEBP".utf8)] {
                await #expect(throws: AttachmentRejected.self) { try await prepare(bytes, in: workshop) }
            }
            await #expect(throws: AttachmentRejected.empty) { try await prepare([], in: workshop) }
            #expect(try workshop.isTidy)
        }
    }

    @Test func `everything else is kept as it is`() async throws {
        try await AttachmentWorkshop.with { workshop in
            let bytes = Array("Seed,Rows\nbean,3\n".utf8)
            let prepared = try await prepare(bytes, in: workshop)
            #expect(prepared.type.mediaType == "text/plain" && prepared.width == nil && prepared.bytes == bytes.count)
            #expect(prepared.sha256 == Data(SHA256.hash(data: bytes)))
            try await workshop.files.keep([(prepared, 1)])
            let name = AttachmentName(id: 1, sha256: prepared.sha256)
            let file = try #require(try await workshop.files.open(name.file(.whole)))
            #expect(try await Array(file.read(at: 0)) == bytes)
            #expect(try await workshop.files.open(name.file(.thumbnail)) == nil)
            try await workshop.files.remove([name])
            try await workshop.files.remove([name])
            #expect(try await workshop.files.open(name.file(.whole)) == nil)
        }
    }

    @Test func `of several files, all are kept or none`() async throws {
        try await AttachmentWorkshop.with { workshop in
            let first = try await prepare(Array("one".utf8), in: workshop)
            let second = try await prepare(Array("two".utf8), in: workshop)
            let taken = AttachmentName(id: 2, sha256: second.sha256).file(.whole)
            try Path(workshop.folder.path(of: taken).string).write("in the way")
            await #expect(throws: FileError.self) { try await workshop.files.keep([(first, 1), (second, 2)]) }
            let name = AttachmentName(id: 1, sha256: first.sha256)
            #expect(try await workshop.files.open(name.file(.whole)) == nil)
        }
    }

    @Test func `without the program, pictures are refused and other files are not`() async throws {
        try await AttachmentWorkshop.with(hasImages: false) { workshop in
            await #expect(throws: AvatarStore.Unavailable.self) {
                try await prepare(Self.photo, in: workshop)
            }
            let prepared = try await prepare([0, 1, 2], in: workshop)
            #expect(prepared.type.mediaType == "application/octet-stream")
        }
    }
}

@Suite struct FilmTests {
    private static let ffmpeg = ["/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg"].first(
        where: FileManager.default.isExecutableFile)

    @Test(.enabled(if: ffmpeg != nil, "ffmpeg is not installed"), arguments: [["-movflags", "+faststart"], []])
    func `a film has a still, wherever in the file its index is`(flags: [String]) async throws {
        try await AttachmentWorkshop.with { workshop in
            let film = workshop.path + "film.mp4"
            let made = try await Subprocess.run(
                .path(FilePath(try #require(Self.ffmpeg))),
                arguments: Arguments(
                    ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:duration=1", "-pix_fmt", "yuv420p"]
                        + flags + [film.string]), output: .discarded, error: .discarded)
            try #require(made.terminationStatus.isSuccess)
            let file = try workshop.folder.newIncomingFile()
            try file.append(Array(try film.read()))
            let prepared = try await workshop.files.prepare(file, for: 1)
            #expect(prepared.type.mediaType == "video/mp4" && prepared.width == 320 && prepared.height == 180)
            try await workshop.files.keep([(prepared, 3)])
            let name = AttachmentName(id: 3, sha256: prepared.sha256)
            #expect(try workshop.folder.read(name.file(.whole)) == film.read())
            #expect(try ImageHeader.read(from: workshop.folder.path(of: name.file(.thumbnail))).width == 320)
            try film.delete()
            #expect(try workshop.isTidy)
        }
    }

    @Test(arguments: ["exit 1", "exit 0", "echo '<svg/>'", "while :; do echo 0123456789; done", "kill -SEGV $$"])
    func `a film of which no still can be made is kept without one`(script: String) async throws {
        let smaller = { @Sendable (limits: inout ImageLimits) in limits.fileSize = 100_000 }
        try await AttachmentWorkshop.with(ffmpeg: script, smaller) { workshop in
            let file = try workshop.folder.newIncomingFile()
            try file.append([0, 0, 0, 24] + Array("ftypisom".utf8) + [0, 0, 0, 0])
            let prepared = try await workshop.files.prepare(file, for: 1)
            #expect(prepared.type.mediaType == "video/mp4" && prepared.width == nil && prepared.thumbnail == nil)
            await workshop.files.discard([prepared])
            #expect(try workshop.isTidy)
        }
    }
}

@Suite struct VirusScanTests {
    private struct Failed: Error {}

    private struct Scanner: VirusScanner {
        let result: Result<VirusScanResult, Failed>

        func scan(fileAt path: String) async throws -> VirusScanResult { try result.get() }
    }

    private func prepare(_ result: Result<VirusScanResult, Failed>, isRequired: Bool) async throws -> Int {
        let failures = Counter()
        let scan = VirusScan(with: Scanner(result: result), isRequired: isRequired) { _ in failures.add() }
        try await AttachmentWorkshop.with(scan: scan) { workshop in
            let file = try workshop.folder.newIncomingFile()
            try file.append(Array("text".utf8))
            do {
                let prepared = try await workshop.files.prepare(file, for: 1)
                await workshop.files.discard([prepared])
            } catch {
                #expect(try workshop.isTidy)
                throw error
            }
        }
        return failures.value
    }

    @Test func `an infected file is refused`() async throws {
        await #expect(throws: AttachmentRejected.infected(name: "Eicar")) {
            try await prepare(.success(.infected(name: "Eicar")), isRequired: false)
        }
    }

    @Test func `a clean one is taken`() async throws {
        #expect(try await prepare(.success(.clean), isRequired: true) == 0)
    }

    @Test func `without a scan, files are refused or taken as the operator says`() async throws {
        await #expect(throws: AttachmentRejected.notScanned) { try await prepare(.failure(Failed()), isRequired: true) }
        #expect(try await prepare(.failure(Failed()), isRequired: false) == 1)
    }
}
