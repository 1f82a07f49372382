import Foundation
import Logging
import Testing

@testable import Roost

@Suite struct LogWriterTests {
    /// What is in the file that `log` writes to when it is done.
    private func written(limit: Int = 1024 * 1024, _ log: (LogWriter) throws -> Void) throws -> String {
        let pipe = Pipe()
        try log(LogWriter(file: pipe.fileHandleForWriting.fileDescriptor, limit: limit))
        try pipe.fileHandleForWriting.close()
        return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }

    @Test func `lines are written whole and in their order`() throws {
        let lines = (0..<500).map { "line \($0)\n" }
        let text = try written { writer in
            for line in lines { writer.write(Data(line.utf8), urgently: line.hasSuffix("0\n")) }
            writer.flush()
        }
        #expect(text == lines.joined())
    }

    @Test func `a line does not wait for another one`() async throws {
        let pipe = Pipe()
        let writer = LogWriter(file: pipe.fileHandleForWriting.fileDescriptor)
        writer.write(Data("alone\n".utf8), urgently: false)
        let line = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: pipe.fileHandleForReading.availableData) }
        }
        #expect(line == Data("alone\n".utf8))
    }

    @Test func `what is too much to wait is dropped, and that is said`() throws {
        let text = try written(limit: 6) { writer in
            writer.write(Data("1234567\n".utf8), urgently: false)
            writer.write(Data("12345\n".utf8), urgently: false)
            writer.flush()
        }
        #expect(text == "12345\nlog lines dropped: 1\n")
    }

    @Test func `an event is a line with time, level, metadata and message`() throws {
        let text = try written { writer in
            var log = LogFormat.text.logger(level: .info, to: writer)
            log[metadataKey: "part"] = "test"
            log.notice("done", metadata: ["b": "2", "a": "1"])
            log.debug("small talk")
            writer.flush()
        }
        let pattern = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} notice roost: a=1 b=2 part=test \[RoostTests\] done\n/
        #expect(text.wholeMatch(of: pattern) != nil, "\(text)")
    }
}
