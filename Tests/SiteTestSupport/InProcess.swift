import Foundation
import HTTP
import Site
import Synchronization

@testable import Transport

/// A site that is asked without sockets: requests are read and responses are written as the server does, in memory.
struct InProcess: Sendable {
    let site: Site

    /// The response to a request as it would come over a connection.
    func respond(to bytes: [UInt8]) async throws -> [UInt8] {
        var response = await respond(bytes)
        let body = try await Self.body(of: response)
        if case .stream = response.body { response.body = .bytes(Data(body)) }
        return response.head(connection: nil) + body
    }

    func respond(_ bytes: [UInt8]) async -> OutgoingResponse {
        do { return await site.respond(to: try Self.parse(bytes)) } catch {
            return await site.refuse(IncomingRequest(peer: Self.peer), status: error.status)
        }
    }

    private static let peer = Peer("127.0.0.1")

    static func parse(_ bytes: [UInt8]) throws(RequestError) -> IncomingRequest {
        var scanner = HeadScanner(HeadLimits())
        guard let end = try scanner.scan(bytes) else { throw .malformed }
        let head = try RequestHead(parsing: Array(bytes[..<end]))
        return IncomingRequest(
            method: head.method, path: head.path, query: head.query, fields: head.fields,
            body: body(Array(bytes[end...]), head.framing), peer: peer)
    }

    /// As the server hands it over: whole, or as it arrives.
    private static func body(_ bytes: [UInt8], _ framing: RequestHead.Framing) -> IncomingBody {
        var length: Int?
        switch framing {
        case .none: return .empty
        case .length(let count) where count <= ConnectionLimits().gatheredBytes: return .bytes(Data(bytes))
        case .length(let count): length = count
        case .chunked: break
        }
        let reader = BodyReader(bytes, framing)
        return .stream(declaredLength: length, read: reader.next)
    }

    private static func body(of response: OutgoingResponse) async throws -> [UInt8] {
        switch response.body {
        case .bytes(let data): return Array(data)
        case .omitted: return []
        // These go on for as long as somebody reads them.
        case .stream where response.fields[.contentType] == "text/event-stream": return []
        case .stream(let stream):
            let collector = Collector()
            try await stream.write(collector)
            return collector.bytes
        }
    }
}

/// Decodes a body that has arrived.
private final class BodyReader: Sendable {
    private let state: Mutex<(input: InputBuffer, decoder: BodyDecoder)>

    init(_ bytes: [UInt8], _ framing: RequestHead.Framing) {
        var input = InputBuffer()
        input.append(bytes)
        state = Mutex((input, BodyDecoder(framing)))
    }

    @Sendable func next() async throws -> Data? {
        let part = state.withLock { state in
            Result {
                do { return try state.decoder.decode(&state.input, atMost: 64 * 1024) } catch {
                    throw RequestBodyError.malformed
                }
            }
        }
        let bytes = try part.get()
        if !bytes.isEmpty { return Data(bytes) }
        guard state.withLock({ $0.decoder.isComplete }) else { throw RequestBodyError.disconnected }
        return nil
    }
}

private final class Collector: ResponseWriter {
    private let received = Mutex<[UInt8]>([])

    var hasClient: Bool { true }
    var bytes: [UInt8] { received.withLock { $0 } }

    func read() async throws -> Data? { nil }

    func write(_ part: Data) async throws {
        received.withLock { $0 += part }
    }
}
