import Accounts
import Conversation
import Crypto
import Foundation
import PathKit
import Testing

@testable import Media
@testable import Roost

/// The files of messages in `roost archive`.
struct FileArchiveTests {
    private func archive(_ site: OpenSite, _ arguments: String...) async throws -> RoostProgram.Outcome {
        try await site.program.run(["archive"] + arguments)
    }

    private func withRoom(_ body: (OpenSite, User.ID, Room.ID) async throws -> Void) async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            try await body(site, ada, try await site.makeRoom("Garden", by: ada))
        }
    }

    /// A picture as the site keeps it, which is small enough for a thumbnail too.
    private static let picture: Data = {
        // Sound because the file is a part of the program.
        // swift-format-ignore
        try! WebPFile(Data(PackageResources.sea_webp)).image
    }()

    private func content(of file: OwnFile, _ part: AttachmentFile.Part = .whole, in site: OpenSite) throws -> Data {
        let name = AttachmentName(id: file.attachment.id, sha256: file.attachment.sha256)
        return try site.path(of: name, part).read()
    }

    @Test func `files are archived, removed and put back with their messages`() async throws {
        try await withRoom { site, ada, room in
            let large = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) })
            try await site.sender.post(large, named: "a.bin", type: "application/octet-stream", in: room, by: ada)
            try await site.sender.post(
                Self.picture, named: "b.webp", type: "image/webp", thumbnail: Self.picture, in: room, by: ada)
            let outcome = try await archive(site, "\(room)", "garden.tar", "--remove")
            #expect(outcome.output.hasSuffix("They were removed from the site.\n"), "\(outcome.errors)")
            try await site.sender.removeReleased()
            #expect(try site.uploads.children().map(\.lastComponent) == ["incoming"])
            for sentence in ["2 messages back in room", "has all messages of the archive already"] {
                let read = try await archive(site, "read", "garden.tar")
                #expect(read.output.contains(sentence), "\(read.errors)")
                let files = try await site.conversation.attachments.files(of: ada).files
                #expect(files.map(\.attachment.name) == ["b.webp", "a.bin"] && files.map(\.number) == [2, 1])
                #expect(files.map(\.attachment.type) == ["image/webp", "application/octet-stream"])
                #expect(files.map { $0.attachment.width != nil } == [true, false])
                #expect(try content(of: files[1], in: site) == large)
                #expect(try content(of: files[0], in: site) == Self.picture)
                #expect(try content(of: files[0], .thumbnail, in: site) == Self.picture)
                #expect(try site.uploads.children().count == 4)
                #expect(try (site.uploads + "incoming").children().isEmpty)
            }
        }
    }

    @Test func `a file that was lost after it was put back is put back again`() async throws {
        try await withRoom { site, ada, room in
            try await site.sender.post(Data("hello".utf8), in: room, by: ada)
            _ = try await archive(site, "\(room)", "garden.tar", "--remove")
            _ = try await archive(site, "read", "garden.tar")
            let file = try await site.conversation.attachments.files(of: ada).files[0]
            try site.path(of: AttachmentName(id: file.attachment.id, sha256: file.attachment.sha256)).delete()
            _ = try await archive(site, "read", "garden.tar")
            #expect(try content(of: file, in: site) == Data("hello".utf8))
        }
    }

    @Test func `a file that is missing or damaged is said, and nothing is removed`() async throws {
        try await withRoom { site, ada, room in
            let missing = try await site.sender.post(Data("one".utf8), in: room, by: ada)
            let damaged = try await site.sender.post(Data("two".utf8), in: room, by: ada)
            try site.path(of: missing).delete()
            try site.path(of: damaged).write("TWO")
            let outcome = try await archive(site, "\(room)", "garden.tar", "--remove")
            #expect(outcome.errors.contains("Missing, so not in the archive: file \(missing.file(.whole))\n"))
            #expect(outcome.errors.contains("Damaged, so not in the archive: file \(damaged.file(.whole))\n"))
            #expect(outcome.output.hasSuffix("Nothing was removed from the site, as the archive lacks files.\n"))
            #expect(try await site.texts(in: room, by: ada).count == 2)
            #expect(try await archive(site, "read", "garden.tar").status == 0)
        }
    }

    // MARK: Archives that lie

    /// An archive of one message with one file, of which the parts can be what they should not be.
    private struct Lie {
        var content = Data("hello".utf8)
        var thumbnail: Data?
        /// In the name of the file and in the message; that of the content by default.
        var sha256: Data?
        var bytes: Int?
        var name = "notes.txt"
        var type = "text/plain"
        var hasFile = true
        var isWide = false

        func write(for room: Room.ID, to path: Path) throws {
            let sha256 = sha256 ?? Data(SHA256.hash(data: content))
            let file = try IncomingFile(path: path.string + ".new")
            let writer = TarWriter<RoomArchiveEntry>(file, time: Date(timeIntervalSince1970: 1_800_000_000))
            try writer.add(.manifest, Data(#"{"format":"roost-messages","version":2,"rooms":[\#(room)]}"#.utf8))
            let name = AttachmentName(id: 9, sha256: sha256)
            if hasFile { try writer.add(.file(room, name.file(.whole)), content) }
            if let thumbnail { try writer.add(.file(room, name.file(.thumbnail)), thumbnail) }
            let head = """
                {"id":\(room),"kind":"open","name":"Elsewhere","description":"","createdAt":"2026-11-02T09:30:00Z",\
                "people":[],"firstNumber":1,"lastNumber":1,"revision":9}
                """
            try writer.add(.room(room), Data(head.utf8))
            let size = isWide ? #","width":10,"height":10"# : ""
            let files = """
                [{"id":9,"name":"\(self.name)","type":"\(type)","bytes":\(bytes ?? content.count),\
                "sha256":"\(sha256.base64EncodedString())"\(size)}]
                """
            let message = """
                {"number":1,"text":"x","createdAt":"2026-11-02T09:30:00Z","reactions":[],"formerTexts":[],"files":\(files)}

                """
            try writer.add(.messages(room), Data(message.utf8))
            try writer.finish()
            try file.keep(at: path.string)
        }
    }

    /// WebP with an Exif chunk, which no picture has that the site made.
    private static var pictureWithMetadata: Data {
        let chunk = Data("EXIF".utf8) + Data([4, 0, 0, 0]) + Data("here".utf8)
        var file = picture + chunk
        let length = UInt32(file.count - 8).littleEndian
        file.replaceSubrange(4..<8, with: withUnsafeBytes(of: length) { Data($0) })
        return file
    }

    private static var lies: [Lie] {
        let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + Data(count: 100)
        return [
            Lie(sha256: Data(count: 32)), Lie(sha256: Data(count: 31)), Lie(bytes: 6), Lie(hasFile: false),
            Lie(content: Data()), Lie(isWide: true), Lie(thumbnail: picture, isWide: true),
            Lie(content: png, type: "image/png"), Lie(content: picture, type: "image/webp"),
            Lie(content: pictureWithMetadata, thumbnail: picture, isWide: true),
            Lie(content: picture, thumbnail: png, isWide: true),
            Lie(content: picture.prefix(picture.count / 2), thumbnail: picture, isWide: true),
        ]
    }

    @Test func `an archive whose files are not as the site keeps them shows nothing`() async throws {
        try await withRoom { site, ada, room in
            for (number, lie) in Self.lies.enumerated() {
                try lie.write(for: 900, to: site.folder + "lie\(number).tar")
                let outcome = try await archive(site, "read", "lie\(number).tar")
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(number)")
            }
            #expect(try await site.conversation.attachments.use().bytes == 0)
            let uploads = site.uploads
            let left = try uploads.exists ? uploads.recursiveChildren().filter(\.isFile) : []
            #expect(left.isEmpty, "\(left)")
        }
    }

    @Test func `the bytes say what a file is, and its name leads nowhere`() async throws {
        try await withRoom { site, ada, room in
            let html = Data("<script>alert(1)</script>".utf8)
            try Lie(content: html, name: "../../../etc/pass\\u0000wd\\u202E.html", type: "text/html")
                .write(for: 900, to: site.folder + "lie.tar")
            let outcome = try await archive(site, "read", "lie.tar")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = try await site.database.read { db in
                try db.rows("SELECT name, type FROM attachment") { [$0[0] as String, $0[1] as String] }
            }
            #expect(rows == [["passwd.html", "text/plain"]])
            #expect(try site.uploads.children().count == 2)
        }
    }

    @Test func `a file of an archive of the first version, which has no bytes, is none`() throws {
        let text = #"{"name":"a","type":"text/plain","bytes":5,"sha256":"\#(Data(count: 32).base64EncodedString())"}"#
        let file = try JSONDecoder().decode(ArchivedMessage.File.self, from: Data(text.utf8))
        #expect(file.entries(in: 1).isEmpty)
    }
}
