import Foundation
import Testing

@testable import HTTP

@Suite struct WebSocketDecoderTests {
    private typealias Event = WebSocketDecoder.Event

    /// A client's frame: masked, with its length in as few bytes as possible.
    private func frame(_ first: UInt8, _ payload: [UInt8], mask: [UInt8] = [7, 1, 200, 99]) -> [UInt8] {
        var bytes = [first]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ...0xFFFF: bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [0xFF] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }

    private func text(_ text: String) -> [UInt8] { frame(0x81, Array(text.utf8)) }

    /// - Parameter size: how many bytes arrive at once.
    private func events(_ bytes: [UInt8], size: Int = .max, _ limits: WebSocketLimits = .init()) throws -> [Event] {
        var (decoder, events, rest) = (WebSocketDecoder(limits), [Event](), bytes[...])
        while !rest.isEmpty {
            decoder.append(Data(rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let event = try decoder.next() { events.append(event) }
        }
        return events
    }

    @Test func `nothing that was read is kept, also where each read ends within a frame`() throws {
        var decoder = WebSocketDecoder(.init())
        let frame = frame(0x82, [UInt8](repeating: 1, count: 60_000))
        decoder.append(Data(frame.prefix(1)))
        for _ in 0..<20 {
            decoder.append(Data(frame.dropFirst() + frame.prefix(1)))
            while try decoder.next() != nil {}
            // A slice begins where it does in what it keeps.
            #expect(decoder.input.count == 1 && decoder.input.startIndex <= 2 * frame.count)
        }
    }

    private func code(_ bytes: [UInt8], _ limits: WebSocketLimits = .init()) -> UInt16? {
        do {
            _ = try events(bytes, limits)
            return nil
        } catch {
            return (error as? WebSocketError)?.code.rawValue
        }
    }

    @Test(arguments: [1, 2, 3, 7, .max])
    func `messages are the same however their bytes arrive`(size: Int) throws {
        let long = String(repeating: "ä", count: 20_000)
        let bytes =
            text("Hello") + text("") + frame(0x01, Array("Hel".utf8)) + frame(0x89, [1, 2]) + frame(0x00, [])
            + frame(0x80, Array("lo ✓".utf8)) + text(long) + frame(0x82, [0, 255]) + frame(0x8A, [])
        #expect(
            try events(bytes, size: size) == [
                .text("Hello"), .text(""), .ping(Data([1, 2])), .text("Hello ✓"), .text(long),
                .binary(Data([0, 255])), .pong,
            ])
    }

    @Test func `a close frame has a code, or none`() throws {
        #expect(try events(frame(0x88, [])) == [.close(nil)])
        #expect(try events(frame(0x88, [3, 232] + Array("bye".utf8))) == [.close(.normal)])
        #expect(code(frame(0x88, [3])) == 1002)
        for sent: UInt16 in [0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535] {
            #expect(code(frame(0x88, [UInt8(sent >> 8), UInt8(sent & 0xFF)])) == 1002)
        }
        #expect(code(frame(0x88, [3, 232, 0xFF])) == 1007)
    }

    @Test func `what breaks the protocol is refused`() {
        #expect(code([0x81, 0x02, 0x41, 0x42]) == 1002, "no mask")
        for bits: UInt8 in [0x40, 0x20, 0x10] { #expect(code(frame(0x81 | bits, [])) == 1002, "reserved bits") }
        for opcode: UInt8 in [3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF] {
            #expect(code(frame(0x80 | opcode, [])) == 1002)
        }
        #expect(code(frame(0x09, [])) == 1002, "a control frame in pieces")
        #expect(code(frame(0x89, Array(repeating: 0, count: 126))) == 1002, "a control frame that is too long")
        #expect(code(frame(0x80, [])) == 1002, "nothing to continue")
        #expect(code(frame(0x01, []) + frame(0x81, [])) == 1002, "a message within a message")
        #expect(code([0x81, 0xFE, 0, 5, 0, 0, 0, 0]) == 1002, "a length in more bytes than it needs")
        #expect(code([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]) == 1002, "a negative length")
    }

    @Test func `what is too large is refused before it arrives`() throws {
        #expect(code([0x82, 0xFF, 0x7F, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]) == 1009)
        #expect(code([0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]) == 1009)
        let full = Array(repeating: UInt8(ascii: "a"), count: 64 * 1024)
        #expect(try events(frame(0x82, full)) == [.binary(Data(full))])
        let three = frame(0x02, full) + frame(0x00, full) + frame(0x00, full)
        #expect(try events(three + frame(0x80, full)).count == 1)
        #expect(code(three + frame(0x00, full) + frame(0x80, [1])) == 1009)
        #expect(code(frame(0x02, []) + (0..<5_000).flatMap { _ in frame(0x00, []) }) == 1009, "pieces without an end")
    }

    /// Unicode 16, 3.9: what is ill-formed, and how many bytes of it may have come without notice.
    @Test func `text that is not UTF-8 is refused at its first wrong byte`() {
        let wrong: [[UInt8]] = [
            [0x80], [0xC0], [0xC1], [0xC2, 0x41], [0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F], [0xF4, 0x90], [0xF5],
            [0xFF], [0xE2, 0x82, 0x41], [0xF0, 0x9F, 0x98, 0x41],
        ]
        for bytes in wrong {
            // The frame is longer, and the message goes on: it is refused nevertheless.
            let whole = frame(0x01, bytes + Array(repeating: 0x41, count: 50))
            #expect(code(Array(whole.prefix(6 + bytes.count))) == 1007, "\(bytes)")
            #expect(String(validating: bytes, as: UTF8.self) == nil)
        }
        #expect(code(frame(0x81, [0xE2, 0x82])) == 1007, "it ends within a character")
        #expect(code(frame(0x01, [0xE2, 0x82]) + frame(0x80, [0xAC])) == nil, "a character in two frames")
    }

    @Test func `the validator agrees with the standard library`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                [UInt8.random(in: 0...255, using: &random), 0xE0, 0xED, 0xF0, 0xF4, 0x80, 0x90, 0xA0, 0xBF]
                    .randomElement(using: &random) ?? 0
            }
            var validator = UTF8Validator()
            let isValid = validator.take(bytes) && validator.isComplete
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
        }
    }

    @Test func `the handshake answers the example of RFC 6455`() throws {
        var fields: [(FieldName, String)] = [
            (.upgrade, "WebSocket"), (.connection, "keep-alive, Upgrade"), (.secWebSocketVersion, "13"),
            (.secWebSocketKey, "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        #expect(try WebSocketHandshake(RequestFields(fields)).accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(throws: WebSocketHandshake.Problem.notWebSocket) {
            try WebSocketHandshake(RequestFields(Array(fields.dropFirst())))
        }
        #expect(throws: WebSocketHandshake.Problem.notWebSocket) {
            try WebSocketHandshake(RequestFields(Array(fields.dropLast())))
        }
        fields[2].1 = "8"
        #expect(throws: WebSocketHandshake.Problem.unsupportedVersion) { try WebSocketHandshake(RequestFields(fields)) }
    }

    @Test func `frames are as short as they can be`() {
        #expect(Array(WebSocketFrame.text(Data("Hi".utf8))) == [0x81, 2, 72, 105])
        #expect(Array(WebSocketFrame.binary(Data(repeating: 1, count: 126)).prefix(5)) == [0x82, 126, 0, 126, 1])
        #expect(
            Array(WebSocketFrame.binary(Data(repeating: 1, count: 65_536)).prefix(11)) == [
                0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0, 1,
            ])
        #expect(Array(WebSocketFrame.ping) == [0x89, 0])
        #expect(Array(WebSocketFrame.close(.normal, "")) == [0x88, 2, 3, 232])
    }
}
