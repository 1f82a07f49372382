import FlyingFox

/// Gives every answer, error pages too, the headers by which browsers protect it (OWASP secure headers project, MDN
/// HTTP Observatory). An answer that sets one of them itself keeps its own.
struct SecurityHeaders: Handler {
    /// Nothing is loaded or sent but what is named; no script and no inline style runs.
    static let contentSecurityPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """

    private let headers: [(HTTPHeader, String)]
    private let next: any Handler

    /// - Parameter isSecure: whether the public URL is https.
    init(isSecure: Bool, next: any Handler) {
        var headers: [(HTTPHeader, String)] = [
            (.contentSecurityPolicy, Self.contentSecurityPolicy),
            (HTTPHeader("Cross-Origin-Opener-Policy"), "same-origin"),
            (HTTPHeader("Cross-Origin-Embedder-Policy"), "require-corp"),
            (HTTPHeader("Cross-Origin-Resource-Policy"), "same-origin"),
            (HTTPHeader("X-Content-Type-Options"), "nosniff"),
            (HTTPHeader("X-Frame-Options"), "DENY"),
            // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms (Fetch standard, 3.2).
            (HTTPHeader("Referrer-Policy"), "same-origin"),
            (
                HTTPHeader("Permissions-Policy"),
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
            ),
            (.cacheControl, "no-store"),
        ]
        if isSecure {
            headers.append((HTTPHeader("Strict-Transport-Security"), "max-age=63072000; includeSubDomains"))
        }
        self.headers = headers
        self.next = next
    }

    func respond(to request: Request) async throws -> Response {
        var response = try await next.respond(to: request)
        for (header, value) in headers where response.headers[header] == nil {
            response.headers[header] = value
        }
        return response
    }
}
