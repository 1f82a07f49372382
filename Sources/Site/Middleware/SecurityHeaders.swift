import HTTP

/// Gives every response, error pages included, the headers that make browsers protect it (OWASP secure headers project,
/// MDN HTTP Observatory). A response that sets one of them itself keeps its own.
struct SecurityHeaders: Handler {
    /// Allows only what is named; no script and no inline style runs.
    static let contentSecurityPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """

    private let headers: DefaultFields
    private let next: any Handler

    /// - Parameter isSecure: whether the public URL is https.
    init(isSecure: Bool, next: any Handler) {
        var headers: [(FieldName, String)] = [
            (.contentSecurityPolicy, Self.contentSecurityPolicy),
            (FieldName("Cross-Origin-Opener-Policy"), "same-origin"),
            (FieldName("Cross-Origin-Embedder-Policy"), "require-corp"),
            (FieldName("Cross-Origin-Resource-Policy"), "same-origin"),
            (FieldName("X-Content-Type-Options"), "nosniff"),
            (FieldName("X-Frame-Options"), "DENY"),
            // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms (Fetch standard, 3.2).
            (.referrerPolicy, "same-origin"),
            (
                FieldName("Permissions-Policy"),
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
            ),
            (.cacheControl, "no-store"),
        ]
        if isSecure {
            headers.append((FieldName("Strict-Transport-Security"), "max-age=63072000; includeSubDomains"))
        }
        self.headers = DefaultFields(headers)
        self.next = next
    }

    func respond(to request: Request) async throws -> Response {
        var response = try await next.respond(to: request)
        response.defaults = headers
        return response
    }
}
