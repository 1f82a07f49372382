import Logging

/// Counts each request, and writes a line about it: what was asked, what was answered, how long it took, for whom. Never a query, a
/// header, a form or a token.
struct RequestLog: Handler {
    /// Longer paths are cut: they are nobody's but an attacker's.
    private static let pathLimit = 200

    let log: Logger
    let counts: RequestCounts
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next.respond(to: request)
        response.headers[.requestID] = request.id
        let duration = ContinuousClock.now - start
        counts.count(request, status: response.status.code, duration: duration)
        write(request, response, duration: duration)
        return response
    }

    private func write(_ request: Request, _ response: Response, duration: Duration) {
        guard log.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "method": "\(Self.printable(request.method.rawValue))",
            "path": "\(Self.printable(Self.withoutSecret(request.path)))",
            "status": "\(response.status.code)", "ms": "\(Self.milliseconds(duration))",
            "bytes": "\(response.body.count)", "request": "\(request.id)", "address": "\(request.client.address)",
        ]
        if let user = request.visitor.value?.signedIn?.user.id { metadata["user"] = "\(user)" }
        log.info("request", metadata: metadata)
    }

    private static let secretPrefix = Array(SitePath.resetPassword.pattern.utf8.prefix { $0 != UInt8(ascii: ":") })

    /// The path of a reset link is its secret, also where it is mistyped by a character: its pattern is written instead.
    static func withoutSecret(_ path: String) -> String {
        path.utf8.starts(with: secretPrefix) ? SitePath.resetPassword.pattern : path
    }

    /// What came from outside must not start a new line, or a terminal's command.
    static func printable(_ text: String) -> String {
        guard text.utf8.count > pathLimit || !text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return text }
        return String(
            text.unicodeScalars.prefix(pathLimit).map { (0x21...0x7E).contains($0.value) ? Character($0) : "?" })
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let hundredths = Int((duration / .microseconds(10)).rounded())
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }
}
