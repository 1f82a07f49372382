import Dispatch
import Foundation
import PathKit
import TestSupport
import Testing

@testable import Media

struct IncomingFileTests {
    @Test func `bytes are appended in order from any collection`() throws {
        try withMediaFolder { folder, _ in
            let bytes = ImageBytes.jpeg(width: 3, height: 4)
            let file = try folder.newIncomingFile()
            try file.append(Data(bytes[..<5]))
            try file.append(bytes[5..<9])
            try file.append([])
            try file.append(bytes[9...].lazy.map { $0 })
            #expect(file.length == bytes.count)
            #expect(try Path(file.path).read() == Data(bytes))
        }
    }

    @Test func `the file is readable by this user alone`() throws {
        try withMediaFolder { folder, _ in
            let file = try folder.newIncomingFile()
            #expect(try Path(file.path).permissions() == 0o600)
        }
    }

    @Test func `an existing file or link is never opened`() throws {
        try withTemporaryFolder { folder in
            try (folder + "link").symlink(folder + "target")
            let error = #expect(throws: FileError.self) {
                try IncomingFile(path: (folder + "link").string)
            }
            #expect(error?.code == EEXIST)
            #expect(!(folder + "target").exists)
        }
    }

    @Test func `a file let go removes itself`() throws {
        try withMediaFolder { folder, path in
            do {
                let file = try folder.newIncomingFile()
                try file.append([1, 2, 3])
                #expect(try (path + "incoming").children().count == 1)
            }
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `a discarded file is gone and may be discarded again`() throws {
        try withMediaFolder { folder, path in
            let file = try folder.newIncomingFile()
            file.discard()
            file.discard()
            #expect(try (path + "incoming").children().isEmpty)
            #expect(throws: FileError.self) { try file.keep(at: (path + "x").string) }
        }
    }

    @Test func `a closed file takes no more bytes and can be kept`() async throws {
        try withMediaFolder { folder, path in
            let file = try folder.newIncomingFile()
            try file.append([1, 2])
            try file.close()
            try file.close()
            let error = #expect(throws: FileError.self) { try file.append([1]) }
            #expect(error?.code == EBADF)
            try file.keep(at: (path + "kept").string)
            #expect(try (path + "kept").read() == Data([1, 2]))
        }
    }

    @Test func `a file is kept once, over no other, and not discarded after`() throws {
        try withMediaFolder { folder, path in
            let files = try (0..<2).map { _ in try folder.newIncomingFile() }
            let kept = path + "kept"
            try files[0].keep(at: kept.string)
            for file in files { #expect(throws: FileError.self) { try file.keep(at: kept.string) } }
            for file in files { file.discard() }
            #expect(try path.names() == ["incoming", "kept"])
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `many threads may append to one file`() throws {
        try withMediaFolder { folder, _ in
            let file = try folder.newIncomingFile()
            DispatchQueue.concurrentPerform(iterations: 50) { _ in
                try? file.append([UInt8](repeating: 1, count: 100))
            }
            #expect(file.length == 5_000)
            #expect(try Path(file.path).read().count == 5_000)
        }
    }
}
