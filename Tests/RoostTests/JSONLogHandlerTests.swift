import Foundation
import Logging
import Synchronization
import Testing

@testable import Roost

struct JSONLogHandlerTests {
    /// What is written when `log` is given a logger, and the fields in it.
    private func written(_ log: (Logger) -> Void) throws -> (text: String, fields: [String: String]) {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in JSONLogHandler { line, _ in lines.append(line) } }
        log(logger)
        return (lines.text, try JSONDecoder().decode([String: String].self, from: Data(lines.text.utf8)))
    }

    @Test func `an event is an object with time, level and message`() throws {
        let fields = try written { $0.notice("listening") }.fields
        #expect(fields.keys.sorted() == ["level", "message", "time"])
        #expect(fields["level"] == "notice")
        #expect(fields["message"] == "listening")
        #expect(fields["time"]?.prefixMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/) != nil)
    }

    @Test func `times say their time zone`() throws {
        let fields = try written { $0.notice("listening") }.fields
        #expect(fields["time"]?.hasSuffix("Z") == true)
    }

    @Test func `an event is one line whatever is in it`() throws {
        let hostile = "a\r\n{\"level\":\"error\"}\u{0}\u{2028}\u{1B}[31m \"\\ \u{1F987}"
        let (text, fields) = try written { $0.info("\(hostile)", metadata: ["path": "\(hostile)"]) }
        #expect(text.filter { $0.isNewline && $0 != "\u{2028}" } == "\n")
        #expect(text.hasSuffix("}\n"))
        #expect(fields["message"] == hostile)
        #expect(fields["path"] == hostile)
    }

    @Test func `metadata stands under its own names`() throws {
        let fields = try written { $0.info("done", metadata: ["status": "200", "path": "/login"]) }.fields
        #expect(fields["status"] == "200")
        #expect(fields["path"] == "/login")
    }

    @Test func `what is a number in the program is one in the line`() throws {
        let lines = Lines()
        let logger = Logger(label: "test") { _ in JSONLogHandler { line, _ in lines.append(line) } }
        logger.info(
            "done",
            metadata: ["status": .stringConvertible(404), "ms": .stringConvertible(0.31), "request": "123"])
        #expect(lines.text.contains(#""ms":0.31"#) && lines.text.contains(#""status":404"#))
        #expect(lines.text.contains(#""request":"123""#))
    }

    @Test func `an event's metadata goes before the logger's`() throws {
        let fields = try written { logger in
            var logger = logger
            logger[metadataKey: "a"] = "logger"
            logger[metadataKey: "b"] = "logger"
            logger.info("done", metadata: ["b": "event"])
        }.fields
        #expect(fields["a"] == "logger")
        #expect(fields["b"] == "event")
    }

    @Test func `metadata cannot pass for level, message or time`() throws {
        let fields = try written {
            $0.info("done", metadata: ["level": "forged", "message": "forged", "time": "forged"])
        }.fields
        #expect(!fields.values.contains("forged"))
    }

    @Test func `what is below the level is not written`() {
        let lines = Lines()
        Logger(label: "test") { _ in JSONLogHandler { line, _ in lines.append(line) } }.debug("small talk")
        #expect(lines.text.isEmpty)
    }
}

/// Gathers what is written.
private final class Lines: Sendable {
    private let data = Mutex(Data())

    var text: String { data.withLock { String(decoding: $0, as: UTF8.self) } }

    func append(_ more: Data) {
        data.withLock { $0.append(more) }
    }
}
