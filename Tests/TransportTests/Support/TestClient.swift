import Foundation
import TestSupport

/// A connection that sends what a test wants and reads what comes, off the cooperative threads.
final class TestClient: Sendable {
    /// No test waits longer than this for anything.
    private static let patience = Duration.seconds(300)

    private let socket: ClientSocket

    /// - Parameters:
    ///   - source: the address that it comes from, one of this machine's.
    ///   - start: what is sent in the same breath, a few bytes, however busy the machine is.
    init(port: UInt16, from source: String = "127.0.0.1", receiveBuffer: Int32? = nil, sending start: String = "")
        throws
    {
        socket = try ClientSocket(to: port, from: source, receiveBuffer: receiveBuffer, within: Self.patience)
        _ = socket.send(Array(start.utf8)[...])
    }

    /// Whether all of it could be sent.
    @discardableResult
    func send(_ text: String) async -> Bool {
        await send(Array(text.utf8))
    }

    @discardableResult
    func send(_ bytes: [UInt8]) async -> Bool {
        await run { [socket] in (try? socket.sendAll(bytes, within: Self.patience)) != nil }
    }

    /// Says that nothing more comes.
    func finish() {
        socket.finishSending()
    }

    /// Has the connection reset, rather than ended, when the client is let go of.
    func willReset() {
        socket.willReset()
    }

    /// What comes next; empty when the connection has ended, nil when nothing comes.
    func receive() async -> String? {
        await run { [socket] in
            while socket.wait(to: POLLIN, for: Self.patience) {
                switch socket.receive() {
                case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
                case .end: return ""
                case .nothing: continue
                }
            }
            return nil
        }
    }

    /// What comes until `end` has come `count` times.
    func receive(until end: String, count: Int = 1) async -> String {
        var text = ""
        while text.components(separatedBy: end).count <= count, let part = await receive(), !part.isEmpty {
            text += part
        }
        return text
    }

    /// What comes until `end` is the last of it: the quicker way where there is much.
    func receive(through end: String) async -> String {
        var text = ""
        while !text.hasSuffix(end), let part = await receive(), !part.isEmpty { text += part }
        return text
    }

    /// Everything until the connection ends; nil when it does not.
    func receiveToEnd() async -> String? {
        var response = ""
        while let part = await receive() {
            guard !part.isEmpty else { return response }
            response += part
        }
        return nil
    }

    /// One small answer.
    func receiveAnswer() async -> String? {
        var response = ""
        while !response.hasSuffix("\r\n\r\nkk"), let part = await receive(), !part.isEmpty { response += part }
        return response
    }

    /// Sends a request and gives its whole answer, or what came of it.
    func get(_ path: String = "/") async -> String? {
        await send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        return await receiveAnswer()
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }
}

extension String {
    /// The statuses of the answers in it.
    var statuses: [String] {
        split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true).map { String($0.prefix(3)) }
    }
}
