import Foundation

/// With an https public URL, what a trusted proxy says to have come unencrypted is sent to that URL; a form that came so
/// is refused, as a redirect would only hide that its password was readable on the way.
struct RequireTLS: Handler {
    let publicURL: URL
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard publicURL.scheme == "https", request.client.scheme == "http" else {
            return try await next.respond(to: request)
        }
        guard request.isSafe, var target = URLComponents(url: publicURL, resolvingAgainstBaseURL: false) else {
            throw Refusal.unencrypted
        }
        target.percentEncodedPath = request.path
        target.percentEncodedQuery = request.query.isEmpty ? nil : request.query
        var response = Response(status: .permanentRedirect)
        response.headers[.location] = target.string
        return response
    }
}
