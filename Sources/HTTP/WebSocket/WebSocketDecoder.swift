import Foundation

/// Reads what a client sends over a WebSocket (RFC 6455, 5). It does no input or output: bytes go in, events come out.
struct WebSocketDecoder: Sendable {
    enum Event: Hashable, Sendable {
        case text(String)
        case binary(Data)
        case ping(Data)
        case pong
        /// The client closes; nil if it gives no code.
        case close(WebSocketCloseCode?)
    }

    private struct Frame {
        let opcode: WebSocketFrame.Opcode
        let isFinal: Bool
        let mask: [UInt8]
        let length: Int
        /// Bytes of the payload that have been taken.
        var taken = 0
    }

    private let limits: WebSocketLimits
    private(set) var input = Data()
    private var frame: Frame?
    private var control: [UInt8] = []
    /// The message whose frames are arriving; nil between messages.
    private var kind: WebSocketFrame.Opcode?
    private var message: [UInt8] = []
    private var fragments = 0
    private var validator = UTF8Validator()

    init(_ limits: WebSocketLimits) {
        self.limits = limits
    }

    mutating func append(_ bytes: Data) {
        // What is used up does not stay, also where something is always left: a slice keeps all of what it is of.
        if input.startIndex > 0 { input = Data([UInt8](input)) }
        input.append(bytes)
    }

    /// The next event; nil until more has arrived.
    mutating func next() throws(WebSocketError) -> Event? {
        while true {
            if frame == nil, try !beginFrame() { return nil }
            guard let current = try takePayload() else { return nil }
            frame = nil
            if let event = current.opcode.isControl ? try endControl(current) : try endFragment(current) {
                return event
            }
        }
    }

    /// - Returns: whether the frame's head has arrived.
    private mutating func beginFrame() throws(WebSocketError) -> Bool {
        guard input.count >= 2 else { return false }
        let (first, second) = (input[input.startIndex], input[input.startIndex + 1])
        // Reserved for extensions, and none has been agreed on.
        guard first & 0x70 == 0 else { throw .protocolError("reserved bits are set") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else { throw .protocolError("unknown opcode") }
        // A client that sends without a mask may be a page that talks to a proxy (RFC 6455, 10.3).
        guard second & 0x80 != 0 else { throw .protocolError("frame without a mask") }
        let size = [126: 2, 127: 8][second & 0x7F] ?? 0
        try check(opcode, isFinal: first & 0x80 != 0, short: Int(second & 0x7F))
        guard input.count >= 6 + size else { return false }
        let head = [UInt8](input.prefix(6 + size))
        let length = head[2..<2 + size].reduce(UInt64(size == 0 ? second & 0x7F : 0)) { $0 << 8 | UInt64($1) }
        try check(length, encodedIn: size, opcode)
        input = input.dropFirst(6 + size)
        frame = Frame(
            opcode: opcode, isFinal: first & 0x80 != 0, mask: Array(head.suffix(4)), length: Int(length))
        return true
    }

    /// Whether such a frame may come now.
    private mutating func check(
        _ opcode: WebSocketFrame.Opcode, isFinal: Bool, short: Int
    ) throws(WebSocketError) {
        if opcode.isControl {
            guard isFinal else { throw .protocolError("fragmented control frame") }
            guard short <= WebSocketFrame.controlLimit else { throw .protocolError("control frame too long") }
        } else {
            guard (opcode == .continuation) == (kind != nil) else {
                throw .protocolError(kind == nil ? "nothing to continue" : "message within a message")
            }
        }
    }

    private func check(
        _ length: UInt64, encodedIn size: Int, _ opcode: WebSocketFrame.Opcode
    ) throws(WebSocketError) {
        let least: UInt64 = size == 8 ? 0x1_0000 : size == 2 ? 126 : 0
        guard length >= least, length <= UInt64(Int64.max) else { throw .protocolError("invalid length") }
        guard length <= UInt64(limits.frameBytes) else { throw .tooBig }
        guard opcode.isControl || message.count + Int(length) <= limits.messageBytes else { throw .tooBig }
    }

    /// Takes what has arrived of the payload.
    ///
    /// - Returns: the frame, when that is all of it.
    private mutating func takePayload() throws(WebSocketError) -> Frame? {
        guard var frame else { return nil }
        let part = input.prefix(frame.length - frame.taken)
        let bytes = part.enumerated().map { index, byte in byte ^ frame.mask[(frame.taken + index) & 3] }
        input = input.dropFirst(part.count)
        // The bytes that have been read are let go of.
        if input.isEmpty { input = Data() }
        frame.taken += bytes.count
        self.frame = frame
        if frame.opcode.isControl {
            control += bytes
        } else {
            if frame.opcode != .continuation { kind = frame.opcode }
            if kind == .text, !validator.take(bytes) { throw .notUTF8 }
            message += bytes
        }
        return frame.taken == frame.length ? frame : nil
    }

    private mutating func endFragment(_ frame: Frame) throws(WebSocketError) -> Event? {
        fragments += 1
        guard fragments <= limits.fragments else { throw .tooBig }
        guard frame.isFinal else { return nil }
        guard validator.isComplete else { throw .notUTF8 }
        defer { (kind, message, fragments) = (nil, [], 0) }
        return kind == .text ? .text(String(decoding: message, as: UTF8.self)) : .binary(Data(message))
    }

    private mutating func endControl(_ frame: Frame) throws(WebSocketError) -> Event {
        defer { control = [] }
        switch frame.opcode {
        case .ping: return .ping(Data(control))
        case .pong: return .pong
        default: return .close(try closeCode())
        }
    }

    /// The code that a close frame gives; nil if it gives none.
    private func closeCode() throws(WebSocketError) -> WebSocketCloseCode? {
        guard !control.isEmpty else { return nil }
        guard control.count >= 2 else { throw .protocolError("close code of one byte") }
        let code = WebSocketCloseCode(rawValue: UInt16(control[0]) << 8 | UInt16(control[1]))
        guard code.isSendable else { throw .protocolError("invalid close code") }
        var validator = UTF8Validator()
        guard validator.take(control[2...]), validator.isComplete else { throw .notUTF8 }
        return code
    }
}

/// Limits of a WebSocket connection.
public struct WebSocketLimits: Hashable, Sendable {
    /// In bytes.
    public var frameBytes = 64 * 1024
    public var messageBytes = 256 * 1024
    /// Frames of one message. Each may be empty, so that the bytes alone set no limit.
    public var fragments = 4_096

    public init() {}
}
