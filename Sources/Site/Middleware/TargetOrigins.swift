import Foundation
import HTTP

/// Refuses what names another origin than the public one as its target (RFC 9110, 7.4). Only targets in absolute form name
/// one (RFC 9112, 3.2.2). The Host field proves nothing either way: whoever writes the one writes the other.
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
        // The scheme is that of the way from the proxy, where one says how the client came.
        return request.client.scheme != nil || scheme == publicURL.scheme
    }
}
