import FlyingFox
import FlyingSocks
import Foundation
import HTTP

/// The body of a request that FlyingFox reads, which knows whether it has been read to its end.
actor TrackedBody {
    // One iterator for the whole life of the body: a new one would count from the beginning and read into the next
    // request.
    private var iterator: HTTPBodySequence.Iterator
    private let declaredLength: Int?
    private var received = 0
    private var hasEnded: Bool

    init(_ sequence: HTTPBodySequence) {
        declaredLength = sequence.count
        iterator = sequence.makeAsyncIterator()
        hasEnded = sequence.count == 0
    }

    /// What FlyingFox reads together with the head of a request, in bytes. It is no longer on the connection.
    static let readAhead = 4096

    /// Whether no byte of the body is left on the connection.
    var isExhausted: Bool {
        hasEnded || (declaredLength.map { $0 <= Self.readAhead || received >= $0 } ?? false)
    }

    /// The next bytes, for a handler; nil at the end.
    func read() async throws(RequestBodyError) -> Data? {
        do { return try await next() } catch SocketError.disconnected {
            throw .disconnected
        } catch is SocketError {
            throw .tooSlow
        } catch {
            throw .malformed
        }
    }

    /// Reads and drops the rest, until the end or until `bytes` have been dropped.
    func discard(atMost bytes: Int) async throws {
        let end = received + bytes
        while received < end, try await next() != nil {}
    }

    private func next() async throws -> Data? {
        guard !hasEnded else { return nil }
        // Sound: a body has one reader, its handler, which awaits each part before it asks for the next, and `discard`
        // runs when the handler has returned. So no two calls overlap, and the iterator is known to nobody else.
        nonisolated(unsafe) var current = iterator
        let chunk = try await current.next()
        iterator = current
        received += chunk?.count ?? 0
        hasEnded = chunk == nil
        return chunk
    }
}
