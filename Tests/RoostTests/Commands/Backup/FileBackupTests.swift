import Accounts
import Conversation
import Foundation
import Media
import PathKit
import Storage
import Testing

@testable import Roost

/// The files of messages in `roost backup`, `roost restore` and `roost check`.
struct FileBackupTests {
    private func withRoom(_ body: (OpenSite, User.ID, Room.ID) async throws -> Void) async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            let ada = try await site.signUp("ada").user.id
            try await body(site, ada, try await site.makeRoom("Garden", by: ada))
        }
    }

    private func large(_ seed: UInt8) -> Data { Data((0..<3_000_000).map { seed &+ UInt8(truncatingIfNeeded: $0) }) }

    private func files(in folder: Path) async throws -> Int {
        let database = try Database(path: (folder + "roost.sqlite").string)
        defer { try? database.close() }
        return try await database.read { try $0.row("SELECT count(*) FROM attachment") { $0[0] } ?? -1 }
    }

    @Test func `files of messages come back, and no others`() async throws {
        try await withRoom { site, ada, room in
            let kept = [
                try await site.sender.post(large(1), named: "a.bin", in: room, by: ada),
                try await site.sender.post(Data("picture".utf8), thumbnail: Data("small".utf8), in: room, by: ada),
            ]
            try await site.sender.post(Data("deleted".utf8), in: room, by: ada)
            try await site.conversation.messages.delete(3, by: site.conversation.rooms.access(to: room, by: ada))
            _ = try await site.sender.send(Data("without a message".utf8), in: room, by: ada)
            let outcome = try await site.backUp()
            #expect(outcome.output.contains("the secret, 0 pictures, 2 files: ") && !outcome.errors.contains("so not"))
            let (restored, folder) = try await site.restore()
            #expect(restored.output.hasPrefix("Restored roost.sqlite, 0 pictures and 2 files."), "\(restored.errors)")
            let names = kept.map { $0.file(.whole) } + [kept[1].file(.thumbnail)]
            #expect(
                try (folder + "uploads").children().map(\.lastComponent).sorted()
                    == (names.map(\.description) + ["incoming"]).sorted())
            for name in names {
                let path = Path("uploads") + name.description
                #expect(try (folder + path).read() as Data == (site.folder + path).read())
                #expect(try (folder + path).permissions() == 0o600)
            }
            #expect(try await files(in: folder) == 2)
            let check = try await RoostProgram(folder: folder).run(["check", "--read-files"])
            #expect(check.output.contains("all 2 present and intact"), "\(check.output)")
        }
    }

    @Test func `a backup made while files come and go can be restored`() async throws {
        try await withRoom { site, ada, room in
            for number in 1...20 { try await site.sender.post(Data("\(number)".utf8), in: room, by: ada) }
            let sender = site.sender
            let writer = Task {
                for number in Int64(1)... {
                    guard !Task.isCancelled else { break }
                    try await sender.post(Data("new \(number)".utf8), in: room, by: ada)
                    let access = try await sender.conversation.rooms.access(to: room, by: ada)
                    try await sender.conversation.messages.delete(number, by: access)
                    try await sender.removeReleased()
                }
            }
            for round in 1...3 {
                _ = try await site.backUp(to: "\(round).tar")
                let (outcome, folder) = try await site.restore("\(round).tar", to: "\(round)")
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(try await (20...21).contains(files(in: folder)))
            }
            writer.cancel()
            _ = await writer.result
        }
    }

    @Test func `missing and damaged files are named, and restored only without them`() async throws {
        try await withRoom { site, ada, room in
            var files: [AttachmentName] = []
            for number in 0..<4 {
                files.append(
                    try await site.sender.post(
                        Data("file \(number)".utf8), thumbnail: Data("small".utf8), in: room, by: ada))
            }
            try site.path(of: files[0]).delete()
            try site.path(of: files[1]).write("file X")
            try site.path(of: files[2], .thumbnail).delete()
            let errors = try await site.backUp(status: 2).errors
            for (what, file) in [("Missing", files[0]), ("Damaged", files[1]), ("Missing", files[2])] {
                #expect(errors.contains("\(what), so not in the backup: file \(file.file(.whole))\n"), "\(errors)")
            }
            let (refused, folder) = try await site.restore()
            #expect(refused.status == 1 && refused.errors.contains("Files missing in the backup: 3\n"))
            #expect(refused.errors.hasSuffix("With --without-missing-files, those messages lose them.\n"))
            #expect(try folder.children().isEmpty)
            let other = try await site.restore("backup.tar", to: "restored", "--without-missing-pictures").outcome
            #expect(other.status == 1)
            let (restored, _) = try await site.restore("backup.tar", to: "restored", "--without-missing-files")
            #expect(restored.status == 0 && restored.errors.contains("3 files of messages could not be restored."))
            #expect(try await self.files(in: folder) == 1)
        }
    }

    @Test func `files that are altered in a backup are refused`() async throws {
        try await withRoom { site, ada, room in
            let file = try await site.sender.post(
                Data("the whole one".utf8), thumbnail: Data("a small one".utf8), in: room, by: ada)
            _ = try await site.backUp()
            let bytes: Data = try (site.folder + "backup.tar").read()
            for (text, said) in [
                ("the whole one", "Files damaged in the backup: 1\n\(file.file(.whole))\n"),
                ("a small one", "uploads/\(file.file(.thumbnail)) does not match its checksum"),
            ] {
                var altered = bytes
                altered[try #require(bytes.range(of: Data(text.utf8))).lowerBound] = UInt8(ascii: "X")
                try (site.folder + "altered.tar").write(altered)
                let (outcome, folder) = try await site.restore("altered.tar")
                #expect(outcome.status == 1 && outcome.errors.contains(said), "\(outcome.errors)")
                #expect(try folder.children().isEmpty)
            }
        }
    }

    @Test func `a check finds files that are missing, damaged or of no message`() async throws {
        try await withRoom { site, ada, room in
            var files: [AttachmentName] = []
            for number in 0..<3 {
                files.append(try await site.sender.post(Data("file \(number)".utf8), in: room, by: ada))
            }
            _ = try await site.sender.send(Data("waits".utf8), in: room, by: ada)
            var lines = try await site.program.run(["check"]).lines
            let complete = lines.filter { $0.hasPrefix("ok") && $0.contains("all 3 present with") }
            #expect(complete.count == 1)
            try site.path(of: files[0]).delete()
            try site.path(of: files[1]).write("longer than before")
            try site.path(of: files[2]).write("file X")
            let orphan = AttachmentName(id: 77, sha256: Data(repeating: 7, count: 32))
            try site.path(of: orphan).write("")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: site.path(of: orphan).string)
            let outcome = try await site.program.run(["check"])
            lines = outcome.lines.filter { $0.contains(" files  ") }
            #expect(outcome.status == 1 && lines.count == 3, "\(lines)")
            #expect(lines[0].contains("1 missing: \(files[0].file(.whole))"))
            #expect(lines[1].contains("1 damaged: \(files[1].file(.whole))"))
            #expect(lines[2].hasPrefix("note") && lines[2].contains("\(orphan.file(.whole))"))
            let read = try await site.program.run(["check", "--read-files"]).output
            #expect(read.contains("2 damaged: "))
        }
    }

    @Test(arguments: [
        "uploads/0-", "uploads/-1-", "uploads/01-", "uploads/../1-", "uploads/1-../", "uploads/1-thumbnail-",
        "uploads/9223372036854775808-",
    ])
    func `no backup has a file with such a name`(start: String) {
        let digits = String(repeating: "a", count: 64)
        #expect(ArchiveEntry(named: start + digits) == nil)
        for end in ["", "-small", "-thumbnail/", "/thumbnail"] where start == "uploads/0-" {
            #expect(ArchiveEntry(named: "uploads/12-\(digits.dropFirst())\(end)") == nil)
            #expect((ArchiveEntry(named: "uploads/12-\(digits)\(end)") == nil) == !end.isEmpty)
        }
    }
}
