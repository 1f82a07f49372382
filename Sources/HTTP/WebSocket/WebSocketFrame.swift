import Foundation

/// The unit in which WebSocket sends (RFC 6455, 5.2).
public enum WebSocketFrame {
    enum Opcode: UInt8 {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        var isControl: Bool { rawValue >= 0x8 }
    }

    /// The most bytes that a control frame may carry (RFC 6455, 5.5).
    static let controlLimit = 125

    /// A whole text message. `text` has to be UTF-8.
    public static func text(_ text: Data) -> Data { encode(.text, text) }

    public static func binary(_ data: Data) -> Data { encode(.binary, data) }

    /// Asks the client whether it is still there; it has to answer.
    public static let ping = encode(.ping, Data())

    static func pong(_ payload: Data) -> Data { encode(.pong, payload) }

    static func close(_ code: WebSocketCloseCode, _ reason: String) -> Data {
        var payload = Data([UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)])
        payload.append(contentsOf: reason.utf8.prefix(controlLimit - 2))
        return encode(.close, payload)
    }

    /// A server's frames have no mask (RFC 6455, 5.1).
    private static func encode(_ opcode: Opcode, _ payload: Data) -> Data {
        var frame = Data(capacity: payload.count + 10)
        frame.append(0x80 | opcode.rawValue)
        switch payload.count {
        case ...controlLimit: frame.append(UInt8(payload.count))
        case ...Int(UInt16.max): frame.append(contentsOf: [126] + payload.count.bigEndianBytes(2))
        default: frame.append(contentsOf: [127] + payload.count.bigEndianBytes(8))
        }
        frame.append(payload)
        return frame
    }
}

extension Int {
    fileprivate func bigEndianBytes(_ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}
