import Foundation
import HTTP

/// Refuses requests whose target names another origin than the public one (RFC 9110, 7.4). Only targets in absolute
/// form name an origin (RFC 9112, 3.2.2). The Host field proves nothing: the client writes that as well.
struct TargetOrigins: Handler {
    let publicURL: URL
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        if let target = request.headers.targetOrigin, !isOurs(target, request) {
            throw HTTPError.misdirected(origin: publicURL.origin)
        }
        return try await next.respond(to: request)
    }

    private func isOurs(_ target: TargetOrigin, _ request: Request) -> Bool {
        let (scheme, authority) = (target.scheme.lowercased(), target.authority.lowercased())
        let ownPort = scheme == "https" ? ":443" : ":80"
        guard [publicURL.authority, publicURL.authority + ownPort].contains(authority) else { return false }
        // Behind a proxy that reports the client's scheme, the target has the scheme between the proxy and the site.
        return request.client.scheme != nil || scheme == publicURL.scheme
    }
}
