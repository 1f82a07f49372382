import Foundation
import HTTP

/// Refuses posts that a page of another site made a browser send. It reads what browsers say about a request's origin,
/// in the order of Go 1.25's `CrossOriginProtection`. `SameSite=Lax` on the cookies is the second layer.
struct SameOrigin: Handler {
    /// The origin of the public URL: scheme, host and port.
    let origin: String
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard isAllowed(request) else { throw HTTPError.crossOrigin }
        return try await next.respond(to: request)
    }

    private func isAllowed(_ request: Request) -> Bool {
        if request.isSafe { return true }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        // Browsers do not send Sec-Fetch-Site to plain http addresses in a local network.
        guard let sender = request.headers[.origin] else { return true }
        if sender == origin { return true }
        guard let host = request.headers[.host], let components = URLComponents(string: sender),
            let name = components.host
        else { return false }
        return host.lowercased() == name.lowercased() + (components.port.map { ":\($0)" } ?? "")
    }
}
