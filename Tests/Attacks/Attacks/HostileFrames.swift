import Foundation

/// WebSocket frames that break the protocol, lie about their length, or never end. Each has to end its connection, with the
/// code that says why.
struct HostileFrames: Attack {
    let name = "hostile-frames"

    /// What a client sends after the handshake, and the code with which the site is to close.
    private struct Case {
        let name: String
        let bytes: [UInt8]
        let code: Int
    }

    private static let mask: [UInt8] = [0, 0, 0, 0]
    /// A masked frame; a mask of zeros leaves the bytes as they are.
    private static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [first, 0x80 | UInt8(payload.count)] + mask + payload
    }

    private static let cases = [
        Case(name: "no mask", bytes: [0x81, 2, 0x7B, 0x7D], code: 1002),
        Case(name: "reserved bit", bytes: frame(0xC1, []), code: 1002),
        Case(name: "reserved opcode", bytes: frame(0x83, []), code: 1002),
        Case(name: "continuation of nothing", bytes: frame(0x80, []), code: 1002),
        Case(name: "fragmented ping", bytes: frame(0x09, []), code: 1002),
        Case(
            name: "endless length", bytes: [0x81, 0xFF, 0x7F] + [UInt8](repeating: 0xFF, count: 7) + mask, code: 1009),
        Case(name: "negative length", bytes: [0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 8) + mask, code: 1002),
        Case(name: "one byte too much", bytes: [0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1] + mask, code: 1009),
        Case(name: "not UTF-8", bytes: frame(0x81, [0xC0, 0x80]), code: 1007),
        Case(name: "a binary message", bytes: frame(0x82, [1]), code: 1003),
        Case(
            name: "empty fragments", bytes: frame(0x01, []) + (0..<5_000).flatMap { _ in frame(0x00, []) }, code: 1009),
        Case(name: "pings", bytes: (0..<5_000).flatMap { _ in frame(0x89, [1]) }, code: 1008),
        Case(name: "nonsense", bytes: (0..<5_000).flatMap { _ in frame(0x81, Array("[[".utf8)) }, code: 1008),
    ]

    func run(on target: Target) throws -> Outcome {
        let rounds = target.scaled(20, quick: 2)
        var outcome = Outcome(clients: rounds * Self.cases.count)
        for _ in 0..<rounds {
            for each in Self.cases { try attempt(each, on: target, &outcome) }
        }
        return outcome
    }

    private func attempt(_ each: Case, on target: Target, _ outcome: inout Outcome) throws {
        var crowd = Crowd(1, to: target.port, opening: Handshake.head(target.member), sending: each.bytes)
        crowd.act(sending: 64 * 1024, every: .milliseconds(10), for: .seconds(10))
        guard let member = crowd.members.first, member.end != nil else {
            return outcome.fail("\(each.name): the connection did not end")
        }
        guard member.hasSeen("HTTP/1.1 101 ") else {
            return outcome.fail("\(each.name): the handshake was answered with \(member.status ?? 0)")
        }
        let code = member.received.closeCode
        // Whoever sends without end may be cut off while the close frame is under way.
        outcome.expect(code == each.code || code == nil && each.bytes.count > 10_000, "\(each.name): code \(code ?? 0)")
        outcome.count("\(code ?? 0)")
    }
}

/// The beginning of a WebSocket.
enum Handshake {
    static func head(_ member: Visitor) -> String {
        """
        GET /live HTTP/1.1\r\nHost: localhost:8080\r\nCookie: \(member.cookie ?? "")\r\nConnection: Upgrade\r\n\
        Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
        """
    }

    /// A text message from a client.
    static func text(_ text: String) -> [UInt8] {
        [0x81, 0x80 | UInt8(text.utf8.count), 0, 0, 0, 0] + Array(text.utf8)
    }
}

extension [UInt8] {
    /// The code of the close frame at the end of what a server has sent.
    fileprivate var closeCode: Int? {
        guard
            let start = indices.last(where: {
                self[$0] == 0x88 && $0 + 3 < count && Int(self[$0 + 1]) == count - $0 - 2
            })
        else { return nil }
        return Int(self[start + 2]) << 8 | Int(self[start + 3])
    }
}
