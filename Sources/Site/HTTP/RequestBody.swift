import FlyingFox
import FlyingSocks
import Foundation

/// The body of a request. It cannot be read but through its limit, and it knows whether it has been read to its end.
///
/// FlyingFox leaves on the connection what nobody read, where it would be taken for the next requests;
/// ``isExhausted`` tells when that must be prevented.
actor RequestBody {
    /// The most that is read, in bytes, whatever the request's headers say.
    nonisolated let limit: Int
    /// What Content-Length says, in bytes; nil when the body is chunked.
    nonisolated let declaredLength: Int?

    // One iterator for the whole life of the body: each new one would count from the beginning and read on into the
    // next request.
    private var iterator: HTTPBodySequence.Iterator
    private var received = 0
    private var ended: Bool

    init(_ sequence: HTTPBodySequence, limit: Int) {
        self.limit = limit
        declaredLength = sequence.count
        iterator = sequence.makeAsyncIterator()
        ended = sequence.count == 0
    }

    /// The next bytes, or nil at the end.
    ///
    /// - Throws: `Refusal.tooLarge` as soon as more than ``limit`` bytes have come.
    func next() async throws -> Data? {
        let chunk = try await advance()
        guard received <= limit else { throw Refusal.tooLarge(limit: limit) }
        return chunk
    }

    /// The whole body, at most ``limit`` bytes.
    func readAll() async throws -> Data {
        var data = Data()
        while let chunk = try await next() { data.append(chunk) }
        return data
    }

    /// Whether nothing of the body is left on the connection.
    ///
    /// What FlyingFox read before it called the handler (4 KB) is not on the connection any more.
    var isExhausted: Bool {
        ended || (declaredLength.map { $0 <= Self.readAhead || received >= $0 } ?? false)
    }

    /// Reads on and drops what comes, until the end or until `bytes` have been dropped.
    func discard(atMost bytes: Int) async throws {
        let end = received + bytes
        while received < end, try await advance() != nil {}
    }

    /// What FlyingFox is configured to read with the head of a request, in bytes.
    static let readAhead = 4096

    private func advance() async throws -> Data? {
        guard !ended else { return nil }
        // Sound: an actor runs one `advance` at a time, as its callers await each before the next, and the iterator
        // is known to nobody else.
        nonisolated(unsafe) var current = iterator
        let chunk: Data?
        do { chunk = try await current.next() } catch let error as SocketError {
            throw error == .disconnected ? Refusal.interrupted : error
        } catch  where !(error is CancellationError) {
            // What FlyingFox says of a transfer coding that it cannot read (RFC 9112, 7.1).
            throw Refusal.malformed
        }
        iterator = current
        guard let chunk else {
            ended = true
            return nil
        }
        received += chunk.count
        return chunk
    }
}
