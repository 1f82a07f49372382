import Foundation
import PathKit
import TestSupport
import Testing

@testable import Media

struct OpenFileTests {
    #if os(Linux)
    @Test func `a full disk is an error that says so`() throws {
        let file = try OpenFile("/dev/full", flags: O_WRONLY)
        let error = #expect(throws: FileError.self) {
            try [UInt8](repeating: 0, count: 10).withUnsafeBytes { try file.append($0) }
        }
        #expect(error?.isDiskFull == true)
    }
    #endif

    @Test func `a folder cannot be read as a picture`() throws {
        try withTemporaryFolder { folder in
            #expect(throws: FileError.self) { try ImageHeader.read(from: folder) }
        }
    }

    @Test func `a pipe cannot be read as a picture and nobody waits`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "pipe"
            #expect(mkfifo(path.string, 0o600) == 0)
            #expect(throws: FileError.self) { try ImageHeader.read(from: path) }
        }
    }

    @Test func `an error names the operation, the file and the reason`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "missing"
            let error = #expect(throws: FileError.self) { try ImageHeader.read(from: path) }
            #expect(error == FileError(operation: "open", path: path.string, code: ENOENT))
            #expect(error?.description == "open \(path.string): No such file or directory")
            #expect(error?.isDiskFull == false)
        }
    }
}
