import Foundation
import HTTP
import Site
import Synchronization
import TestSupport
import Testing

/// A client's end of a WebSocket, without a connection under it.
final class SocketClient: ResponseWriter {
    private struct State {
        var bytes: [UInt8] = []
        var frames: [(opcode: UInt8, payload: [UInt8])] = []
        var hasEnded = false
    }

    let response: OutgoingResponse
    private let contract: APIContract
    private let state = Mutex(State())
    private let input: AsyncStream<Data>
    private let sent: AsyncStream<Data>.Continuation
    private let task: Mutex<Task<Void, Never>?> = Mutex(nil)

    fileprivate init(_ response: OutgoingResponse, _ contract: APIContract) {
        (self.response, self.contract) = (response, contract)
        (input, sent) = AsyncStream.makeStream()
    }

    var hasClient: Bool { true }
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    func read() async throws -> Data? {
        let data = await input.first { _ in true }
        try Task.checkCancellation()
        return data
    }

    func write(_ part: Data) async throws {
        let texts = state.withLock { state in
            state.bytes += part
            let before = state.frames.count
            while let frame = Self.takeFrame(from: &state.bytes) { state.frames.append(frame) }
            return state.frames[before...].filter { $0.opcode == 1 }.map(\.payload)
        }
        // Whatever a test is about, what comes is what the description says.
        for text in texts { #expect(try contract.mistakes(inMessage: text) == []) }
    }

    /// A server's frame has no mask.
    private static func takeFrame(from bytes: inout [UInt8]) -> (UInt8, [UInt8])? {
        guard bytes.count >= 2, bytes[1] < 127 else { return nil }
        let size = bytes[1] == 126 ? 2 : 0
        guard bytes.count >= 2 + size else { return nil }
        let length = size == 0 ? Int(bytes[1]) : Int(bytes[2]) << 8 | Int(bytes[3])
        guard bytes.count >= 2 + size + length else { return nil }
        defer { bytes.removeFirst(2 + size + length) }
        return (bytes[0] & 0x0F, Array(bytes[(2 + size)..<(2 + size + length)]))
    }

    fileprivate func begin() {
        guard case .stream(let stream) = response.body else { return }
        let task = Task {
            try? await stream.write(self)
            state.withLock { $0.hasEnded = true }
        }
        self.task.withLock { $0 = task }
    }

    /// Ends the connection without a word.
    func leave() async {
        sent.finish()
        await task.withLock { $0 }?.value
    }

    func send(opcode: UInt8, _ payload: [UInt8]) {
        precondition(payload.count < 65_536)
        let length =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        let mask: [UInt8] = [1, 2, 3, 4]
        sent.yield(Data([0x80 | opcode] + length + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }))
    }

    func send(_ text: String) { send(opcode: 1, Array(text.utf8)) }

    func send(_ fields: [String: Any]) throws {
        send(opcode: 1, Array(try JSONSerialization.data(withJSONObject: fields)))
    }

    /// The messages that have come.
    var messages: [[String: Any]] {
        state.withLock(\.frames).filter { $0.opcode == 1 }.compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.payload))) as? [String: Any]
        }
    }

    func messages(of type: String) -> [[String: Any]] { messages.filter { $0["type"] as? String == type } }

    /// Waits for messages of a type, and gives the last of them.
    @discardableResult
    func waits(for type: String, count: Int = 1) async throws -> [String: Any] {
        try await waitUntil("\(count) times \(type)") { self.messages(of: type).count >= count }
        return messages(of: type)[count - 1]
    }

    func waits(until event: String, _ isTrue: (SocketClient) -> Bool) async throws {
        try await waitUntil(event) { isTrue(self) }
    }

    /// Waits for the end, and gives the code of the close frame.
    func waitsForEnd() async throws -> Int? {
        try await waitUntil("the end") { self.hasEnded }
        return state.withLock(\.frames).first { $0.opcode == 8 }.map { Int($0.payload[0]) << 8 | Int($0.payload[1]) }
    }

    func waitsForPong(_ payload: [UInt8]) async throws {
        try await waitUntil("a pong") {
            self.state.withLock(\.frames).contains { $0.opcode == 10 && $0.payload == payload }
        }
    }
}

extension Browser {
    static let handshake = [
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]

    /// Opens a WebSocket, as a page of the site does.
    func connect(_ path: String = "/live", headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]) async
        -> SocketClient
    {
        guard let contract = try? await APIContract.socket(of: site) else {
            preconditionFailure("the site has no description of its messages")
        }
        var request = WireRequest(method: "GET", path: path, headers: Self.handshake.merging(headers) { $1 })
        request.headers["User-Agent"] = userAgent
        request.headers["Cookie"] = cookies.header(for: path)
        let client = SocketClient(await site.open(request), contract)
        client.begin()
        return client
    }
}
