import Foundation
import HTTP
import Logging
import Synchronization

/// Counts each request, and writes a line about it: what was asked, what was answered, how long it took, for whom. Never a query, a
/// header, a form or a token.
struct RequestLog: Handler {
    /// Only attackers send longer paths.
    private static let pathLimit = 200

    let log: Logger
    let counts: RequestCounts
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next.respond(to: request)
        response.headers[.requestID] = request.id
        counts.count(request, status: response.status.code, duration: .now - start)
        if case .stream(let stream) = response.body, request.method != .head {
            response.body = .stream(logged(stream, request, response, start))
        } else {
            write(request, response, bytes: response.body.length, duration: .now - start)
        }
        return response
    }

    /// A stream is logged when it ends, with the reason.
    private func logged(
        _ stream: ResponseStream, _ request: Request, _ response: Response, _ start: ContinuousClock.Instant
    ) -> ResponseStream {
        ResponseStream(length: stream.length) { writer in
            let counter = CountingWriter(writer)
            var end = StreamEnd.complete
            defer { write(request, response, bytes: counter.bytes, duration: .now - start, end: end) }
            do { try await stream.write(counter) } catch {
                end = StreamEnd(error, hasClient: counter.hasClient)
                throw error
            }
        }
    }

    private func write(
        _ request: Request, _ response: Response, bytes: Int?, duration: Duration, end: StreamEnd? = nil
    ) {
        guard log.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "method": "\(Self.printable(request.method.rawValue))",
            "path": "\(Self.printable(Self.withoutSecret(request.path)))",
            "status": "\(response.status.code)", "ms": "\(Self.milliseconds(duration))",
            "bytes": "\(bytes ?? 0)", "request": "\(request.id)", "address": "\(request.client.address)",
        ]
        if let user = request.visitor.value?.signedIn?.user.id { metadata["user"] = "\(user)" }
        if let end { metadata["end"] = "\(end.rawValue)" }
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

/// Why a stream has ended.
enum StreamEnd: String {
    case complete
    case clientGone = "client gone"
    case stopped
    case failed

    init(_ error: any Error, hasClient: Bool) {
        self =
            switch error {
            case is ClientGone: .clientGone
            case is CancellationError: hasClient ? .stopped : .clientGone
            default: .failed
            }
    }
}

/// Counts what a stream writes.
private final class CountingWriter: ResponseWriter {
    private let base: any ResponseWriter
    private let count = Atomic(0)

    init(_ base: any ResponseWriter) {
        self.base = base
    }

    var hasClient: Bool { base.hasClient }
    var bytes: Int { count.load(ordering: .relaxed) }

    func write(_ part: Data) async throws {
        try await base.write(part)
        count.add(part.count, ordering: .relaxed)
    }
}
