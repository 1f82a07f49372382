import Foundation
import HTTP
import Logging
import Synchronization

/// Refuses posts that a page of another site made a browser send. It reads what browsers say about a request's origin,
/// in the order of Go 1.25's `CrossOriginProtection`. `SameSite=Lax` on the cookies is the second layer.
struct SameOrigin: Handler {
    /// The origin of the public URL: scheme, host and port.
    let origin: String
    let now: @Sendable () -> Date
    let log: Logger
    let next: any Handler
    private let lastWarning = WarningTime()

    init(origin: String, now: @escaping @Sendable () -> Date, log: Logger, next: any Handler) {
        (self.origin, self.now, self.log, self.next) = (origin, now, log, next)
    }

    func respond(to request: Request) async throws -> Response {
        guard isAllowed(request) else {
            warn(request)
            throw HTTPError.crossOrigin
        }
        return try await next.respond(to: request)
    }

    private func isAllowed(_ request: Request) -> Bool {
        // A page of any site may open a WebSocket, and the browser sends our cookies with it (RFC 6455, 10.2).
        if request.isSafe, request.headers[.upgrade] == nil { return true }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        // Browsers do not send Sec-Fetch-Site to plain http addresses in a local network.
        guard let sender = request.headers[.origin] else { return true }
        if sender == origin { return true }
        guard let host = request.headers[.host], let components = URLComponents(string: sender),
            let name = components.host
        else { return false }
        return host.lowercased() == name.lowercased() + (components.port.map { ":\($0)" } ?? "")
    }

    /// Most often the operator has set another address than the one that people use. At most once a minute, as attackers
    /// can cause it.
    private func warn(_ request: Request) {
        guard let sender = request.headers[.origin], lastWarning.isDue(at: now()) else { return }
        log.warning(
            "refused a form from another origin; if that is this site's own address, set ROOST_PUBLIC_URL to it",
            metadata: ["origin": "\(RequestLog.printable(sender))", "public_url": "\(origin)"])
    }
}

/// When a warning was last written.
private final class WarningTime: Sendable {
    private static let interval: TimeInterval = 60
    private let last = Mutex(Date.distantPast)

    /// Whether it is time for another one, which then counts as written.
    func isDue(at now: Date) -> Bool {
        last.withLock { last in
            guard now >= last + Self.interval else { return false }
            last = now
            return true
        }
    }
}
