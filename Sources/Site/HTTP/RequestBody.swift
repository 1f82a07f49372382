import Foundation
import HTTP

/// The body of a request. It can be read only up to its limit.
actor RequestBody {
    /// The number of bytes that can be read, whatever the request's headers say.
    nonisolated let limit: Int
    /// The value of Content-Length; nil when the body is chunked.
    nonisolated let declaredLength: Int?
    /// Whether it comes while it is read, which its client can draw out.
    nonisolated let isStreamed: Bool

    private var body: IncomingBody
    private var received = 0
    private var hasEnded = false
    private var whole: Data?
    private var check: (@Sendable () async throws -> Void)?
    private var place: UploadPlaces.Place?

    init(_ body: IncomingBody, limit: Int) {
        self.limit = limit
        declaredLength = body.declaredLength
        isStreamed = if case .stream = body { true } else { false }
        self.body = body
    }

    /// Keeps a place until all of the body has come, and then has something checked before its reader uses it.
    func hold(_ place: UploadPlaces.Place, checkingAtEnd check: @escaping @Sendable () async throws -> Void) {
        (self.place, self.check) = (place, check)
    }

    /// The next bytes, or nil at the end.
    ///
    /// - Throws: `HTTPError.tooLarge` as soon as more than ``limit`` bytes have come, and what the check throws.
    func next() async throws -> Data? {
        guard !hasEnded, let chunk = try await advance() else {
            (hasEnded, place) = (true, nil)
            try await check?()
            return nil
        }
        received += chunk.count
        guard received <= limit else { throw HTTPError.tooLarge(limit: limit) }
        return chunk
    }

    /// The whole body, in memory. Can be called again.
    ///
    /// - Parameter most: the bytes that it may have; fewer where ``limit`` is less.
    /// - Throws: `HTTPError.tooLarge`.
    func readAll(atMost most: Int) async throws -> Data {
        if let whole { return whole }
        guard (declaredLength ?? 0) <= most else { throw HTTPError.tooLarge(limit: most) }
        var data = Data()
        while let chunk = try await next() {
            data.append(chunk)
            guard data.count <= most else { throw HTTPError.tooLarge(limit: most) }
        }
        whole = data
        return data
    }

    private func advance() async throws -> Data? {
        do {
            if case .stream(_, let read) = body { return try await read() }
            return body.takeBytes()
        } catch let error as RequestBodyError {
            throw HTTPError(error)
        }
    }
}

extension HTTPError {
    fileprivate init(_ error: RequestBodyError) {
        self =
            switch error {
            case .disconnected: .interrupted
            case .tooSlow: .tooSlow
            case .malformed: .malformed
            }
    }
}
