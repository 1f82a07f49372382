import Foundation
import Synchronization

/// A server on the loopback that keeps what is posted to it, and answers with one of some answers after the other, the last
/// again and again. It serves one connection at a time, on a thread of its own.
public final class HookReceiver: Sendable {
    public static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
    public static let failure = "HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    private let socket: ServerSocket
    private let state: Mutex<(answers: [String], received: [PostedRequest])>

    /// - Parameter answers: an empty one for none: the connection stays open until the client leaves.
    public init(_ answers: [String] = [ok]) throws {
        state = Mutex((answers, []))
        socket = try ServerSocket()
        Thread.detachNewThread { [self] in socket.acceptAll(serve) }
    }

    public var port: UInt16 { socket.port }
    public var received: [PostedRequest] { state.withLock { $0.received } }

    public func stop() {
        socket.stop()
    }

    private func serve(_ client: ServerConnection) {
        defer { client.close() }
        guard let request = client.readRequest() else { return }
        let answer = state.withLock { state in
            state.received.append(request)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
        if answer.isEmpty {
            while client.readRequest() != nil {}
        } else {
            client.send(answer)
        }
    }
}
