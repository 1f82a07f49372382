import HTTP

/// Gives every response, error pages included, the headers that make browsers protect it (OWASP secure headers project,
/// MDN HTTP Observatory). A response that sets one of them itself keeps its own.
struct SecurityHeaders: Handler {
    /// Allows only what is named; no script and no inline style runs.
    static func policy(_ frameRole: FrameRole) -> String {
        let frames = frameRole.hasFrames ? "frame-src 'self'; " : ""
        return """
            default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; \
            base-uri 'none'; \(frames)frame-ancestors \(frameRole.isFramed ? "'self'" : "'none'")
            """
    }

    private let headers: [FrameRole: DefaultFields]
    private let next: any Handler

    /// - Parameter isSecure: whether the public URL is https.
    init(isSecure: Bool, next: any Handler) {
        headers = Dictionary(
            uniqueKeysWithValues: FrameRole.allCases.map { ($0, Self.headers(isSecure: isSecure, $0)) })
        self.next = next
    }

    private static func headers(isSecure: Bool, _ frameRole: FrameRole) -> DefaultFields {
        var headers: [(FieldName, String)] = [
            (.contentSecurityPolicy, policy(frameRole)),
            (FieldName("Cross-Origin-Opener-Policy"), "same-origin"),
            (FieldName("Cross-Origin-Embedder-Policy"), "require-corp"),
            (FieldName("Cross-Origin-Resource-Policy"), "same-origin"),
            (FieldName("X-Content-Type-Options"), "nosniff"),
            (FieldName("X-Frame-Options"), frameRole.isFramed ? "SAMEORIGIN" : "DENY"),
            // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms (Fetch standard, 3.2).
            (.referrerPolicy, "same-origin"),
            (
                FieldName("Permissions-Policy"),
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
            ),
            (.cacheControl, "no-store"),
        ]
        if isSecure {
            // Two years. Not `includeSubDomains`: what else the operator runs below this name is not ours to decide.
            headers.append((FieldName("Strict-Transport-Security"), "max-age=63072000"))
        }
        return DefaultFields(headers)
    }

    func respond(to request: Request) async throws -> Response {
        var response = try await next.respond(to: request)
        var frameRole = response.frameRole
        if case .found(let route, _) = request.match, frameRole == .alone { frameRole = route.frameRole }
        // There is one for each case.
        response.defaults = headers[frameRole] ?? DefaultFields()
        // Browsers must not send a secret address as the referrer when they load the style sheet: proxies log referrers.
        if SecretPath.pattern(of: request.path) != nil { response.headers[.referrerPolicy] = "strict-origin" }
        return response
    }
}
