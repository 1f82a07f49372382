import Foundation
import Media
import PathKit
import TestSupport
import Testing

@testable import Roost

/// What an archive may be. Whatever it is, it says where nothing goes.
struct ArchiveTests {
    private static let avatar = String(repeating: "a", count: 48) + "-48.webp"

    private func withArchive(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try (folder + "archive").write(Data(bytes))
            try body((folder + "archive").string)
        }
    }

    private func problem(_ bytes: [UInt8]) throws -> ArchiveProblem? {
        var problem: ArchiveProblem?
        try withArchive(bytes) { path in
            do throws(any Error) { _ = try Archive(path) } catch { problem = error as? ArchiveProblem }
        }
        return problem
    }

    /// The bytes of an archive with these entries, as a backup writes it.
    private func archive(_ entries: [(ArchiveEntry, String)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try withTemporaryFolder { folder in
            let file = try IncomingFile(path: (folder + "archive.partial").string)
            let writer = ArchiveWriter(file, time: Date(timeIntervalSince1970: 1_800_000_000))
            for (entry, text) in entries { try writer.add(entry, Data(text.utf8)) }
            try writer.finish()
            try file.keep(at: (folder + "archive").string)
            bytes = [UInt8](try (folder + "archive").read() as Data)
        }
        return bytes
    }

    private var sound: [UInt8] {
        get throws {
            let picture = try #require(ArchiveEntry(named: "uploads/\(Self.avatar)"))
            return try archive([(picture, "a picture"), (.database, "a database"), (.secret, "a secret")])
        }
    }

    /// A header of a file of no bytes, with fields that a header of ours never has.
    private func header(_ name: String, type: Character = "0", _ change: (inout [UInt8]) -> Void = { _ in }) -> [UInt8]
    {
        var bytes = TarHeader(name: name, size: 0).bytes(time: 0)
        bytes[156] = type.asciiValue ?? 0
        change(&bytes)
        let sum = bytes.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(bytes[$1])) }
        let digits = String(sum, radix: 8)
        bytes.replaceSubrange(148..<154, with: Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8))
        return bytes
    }

    @Test func `what was written is read`() throws {
        let entry = try #require(ArchiveEntry(named: "uploads/\(Self.avatar)"))
        try withArchive(sound) { path in
            let archive = try Archive(path)
            for (entry, text) in [(entry, "a picture"), (.database, "a database"), (.secret, "a secret")] {
                var bytes = Data()
                try archive.read(entry) { bytes.append($0) }
                #expect(bytes == Data(text.utf8))
            }
        }
    }

    @Test(arguments: [
        "/etc/passwd", "../roost.sqlite", "uploads/../roost.sqlite", "uploads/", "uploads", "", "roost.sqlite/",
        "uploads/a.webp", "uploads/incoming/\(avatar)", "uploads//\(avatar)", "uploads/\(avatar)/x",
        "./roost.sqlite",
        "uploads/\(avatar.uppercased())", "ROOST.SQLITE", "roost.sqlite-wal",
    ])
    func `a name that no backup has is refused`(name: String) throws {
        #expect(try problem(header(name) + sound) == .notABackup(offset: 0))
    }

    @Test(arguments: "1234567xgLKSVD")
    func `links, folders, devices and extended headers are refused`(type: Character) throws {
        #expect(try problem(header("roost.sqlite", type: type) + sound) == .notABackup(offset: 0))
    }

    @Test func `a link's target and a folder before the name are refused`() throws {
        for field in [157, 345] {
            let bytes = header("roost.sqlite") { $0[field] = UInt8(ascii: "x") }
            #expect(try problem(bytes + sound) == .notABackup(offset: 0))
        }
    }

    @Test func `sizes beyond the archive, and beyond what a file may have, are refused before anything is read`() throws
    {
        let huge = 1 << 40
        #expect(try problem(TarHeader(name: "roost.sqlite", size: huge).bytes(time: 0)) == .truncated)
        #expect(
            try problem(TarHeader(name: "roost.sqlite.key", size: huge).bytes(time: 0)) == .tooLarge("roost.sqlite.key")
        )
        let binary: [UInt8] = [0x80] + Array(repeating: 0xff, count: 11)
        let negative: [UInt8] = Array(repeating: 0xff, count: 12)
        for size in [binary, negative, Array("-00000000001".utf8), Array("99999999999\u{0}".utf8)] {
            let bytes = header("roost.sqlite") { $0.replaceSubrange(124..<136, with: size) }
            #expect(try problem(bytes + sound) == .notABackup(offset: 0))
        }
    }

    @Test func `an archive that ends early is refused, wherever it ends`() throws {
        let bytes = try sound
        for length in stride(from: 0, to: bytes.count, by: 256) {
            #expect(try problem(Array(bytes.prefix(length))) == .truncated)
        }
    }

    @Test func `zeros after the end are fine, as tar writes them, and nothing else is`() throws {
        #expect(try problem(sound + [UInt8](repeating: 0, count: 5120)) == nil)
        #expect(try problem(sound + header("roost.sqlite")) != nil)
    }

    @Test func `twice the same, or without a database, is no backup`() throws {
        #expect(try problem(archive([(.secret, "s")])) == .lacks("roost.sqlite"))
        #expect(try problem(archive([(.database, "a"), (.database, "b")])) == .twice("roost.sqlite"))
        let ended = TarHeader.block * 2
        let sums = try #require(ArchiveEntry(named: "SHA256SUMS"))
        #expect(try problem([UInt8](repeating: 0, count: ended)) == .lacks(sums.name))
    }

    private func databaseAndSecret(_ path: String) throws -> Data {
        var text = Data()
        let archive = try Archive(path)
        try archive.read(.database) { text.append($0) }
        try archive.read(.secret) { text.append($0) }
        return text
    }

    @Test func `no change of a bit goes unnoticed, but in what a picture's name tells of and where nothing is read`()
        throws
    {
        let bytes = try archive([(.database, "a database"), (.secret, "a secret")])
        // Every eleventh byte comes by every field of a header and every bit of a byte.
        for (index, bit) in zip(stride(from: 0, to: bytes.count, by: 11), sequence(first: 0) { ($0 + 1) % 8 }) {
            var changed = bytes
            changed[index] ^= 1 << bit
            try withArchive(changed) { path in
                let text = try? databaseAndSecret(path)
                #expect(text == nil || text == Data("a databasea secret".utf8))
            }
        }
    }

    @Test func `nothing that is nearly an archive is a crash`() throws {
        var generator = SplitMix64(seed: 11)
        let mutation = Mutation(fragments: ["roost.sqlite", "77777777777", "ustar", "../", "\u{0}\u{0}"])
        let bytes = try sound
        for _ in 0..<200 {
            var changed = bytes
            mutation.apply(to: &changed, using: &generator)
            try withArchive(changed) { path in
                guard let archive = try? Archive(path) else { return }
                try? archive.read(.database) { #expect($0 == Data("a database".utf8)) }
            }
        }
    }

    @Test func `a link in the place of an archive is not followed`() throws {
        try withTemporaryFolder { folder in
            try (folder + "archive").write(Data(sound))
            try (folder + "link").symlink(folder + "archive")
            #expect(throws: FileError.self) { try Archive((folder + "link").string) }
        }
    }
}
