import Foundation
import HTTP
import Synchronization

/// `GET /healthz/stream`: a few lines, one after the other. `roost check --url` sees by them whether the proxy in front of
/// the site passes a response on as it comes.
public final class StreamProbe: Sendable {
    public static let path = "/healthz/stream"
    public static let lines = ["one\n", "two\n", "three\n", "four\n", "five\n"]
    /// Between two lines.
    public static let interval: Duration = .milliseconds(500)

    /// Each is a connection for two seconds, and anyone may ask for it.
    static let limit = 4

    private let addresses = Mutex<Set<String>>([])

    /// - Throws: `HTTPError.overloaded` when as many are open as may be, or one to the same address.
    func response(to request: Request) throws -> Response {
        var response = Response(status: .ok).unbuffered
        // As live rooms: a proxy may compress pages alone.
        response.headers[.contentType] = "text/html; charset=utf-8"
        response.headers[.cacheControl] = "no-store"
        guard let turn = Turn(request.client.address, of: self) else { throw HTTPError.overloaded }
        response.body = .stream(
            ResponseStream { writer in
                defer { turn.end() }
                for (index, line) in Self.lines.enumerated() {
                    if index > 0 { try await Task.sleep(for: Self.interval) }
                    try await writer.write(Data(line.utf8))
                }
            })
        return response
    }

    /// Counts a stream until its end, or until nobody holds it any more: one may never be written.
    private final class Turn: Sendable {
        private let address: String
        private let probe: StreamProbe
        private let isOpen = Atomic(false)

        init?(_ address: String, of probe: StreamProbe) {
            (self.address, self.probe) = (address, probe)
            let isFree = probe.addresses.withLock { $0.count < limit && $0.insert(address).inserted }
            guard isFree else { return nil }
            isOpen.store(true, ordering: .relaxed)
        }

        deinit {
            end()
        }

        func end() {
            guard isOpen.exchange(false, ordering: .relaxed) else { return }
            probe.addresses.withLock { _ = $0.remove(address) }
        }
    }
}
