import Accounts
import Foundation
import HTTP
import Instrumentation
import Logging
import Support

/// Counts each request and writes a line about it: what was asked, the status, how long it took, and for whom. Never a
/// query, a header, a form or a token.
struct RequestLog: Handler {
    /// Only attackers send longer paths.
    private static let pathLimit = 200
    /// Characters in a row that may be most of a token.
    private static let tokenLength = 32

    let log: Logger
    let counts: RequestCounts
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next.respond(to: request)
        response.headers[.requestID] = request.id
        counts.count(request, status: response.status.code, duration: .now - start)
        let entry = Entry(request, response, start: start)
        if case .stream(let stream) = response.body, request.method != .head {
            response.body = .stream(logged(stream, entry))
        } else {
            write(entry, bytes: response.body.length)
        }
        return response
    }

    /// What the line about a request says. A stream keeps it for as long as it lasts, and nothing else of the request.
    private struct Entry {
        let start: ContinuousClock.Instant
        let method: RequestMethod
        let path: String
        let status: Int
        let request: String
        let address: String
        let user: User.ID?

        init(_ request: Request, _ response: Response, start: ContinuousClock.Instant) {
            (self.start, method, path) = (start, request.method, request.path)
            (self.request, address) = (request.id, request.client.address)
            (status, user) = (response.status.code, response.visitor?.signedIn?.user.id)
        }
    }

    /// A stream is logged when it ends, with the reason.
    private func logged(_ stream: ResponseStream, _ entry: Entry) -> ResponseStream {
        var logged = stream
        logged.write = { writer in
            let counter = CountingWriter(writer)
            var end = StreamEnd.complete
            defer { write(entry, bytes: counter.bytes, end: end) }
            do { try await stream.write(counter) } catch {
                end = StreamEnd(error, hasClient: counter.hasClient)
                throw error
            }
        }
        return logged
    }

    private func write(_ entry: Entry, bytes: Int?, end: StreamEnd? = nil) {
        guard log.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "method": "\(Self.printable(entry.method.rawValue))",
            "path": "\(Self.printable(Self.withoutSecret(entry.path)))",
            "status": .stringConvertible(entry.status),
            "ms": .stringConvertible(Self.milliseconds(.now - entry.start)),
            "bytes": .stringConvertible(bytes ?? 0), "request": "\(entry.request)", "address": "\(entry.address)",
        ]
        if let user = entry.user { metadata["user"] = .stringConvertible(user) }
        if let end { metadata["end"] = "\(end.rawValue)" }
        log.info("request", metadata: metadata)
    }

    /// Of a path that is a secret, the pattern is written instead. Tokens in other paths are replaced as well.
    static func withoutSecret(_ path: String) -> String {
        if let pattern = SecretPath.pattern(of: path) { return pattern }
        guard path.utf8.count >= tokenLength else { return path }
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard segments.contains(where: resemblesToken) else { return path }
        return segments.map { resemblesToken($0) ? ":token" : String(decoding: $0, as: UTF8.self) }.joined(
            separator: "/")
    }

    /// Whether there are ``tokenLength`` characters of base64url in a row. Every token has capitals, and no
    /// name of a picture has any.
    private static func resemblesToken(_ segment: Substring.UTF8View) -> Bool {
        segment.percentDecoded.split { !isOfToken($0) }.contains {
            $0.count >= tokenLength && $0.contains { (0x41...0x5A).contains($0) }
        }
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Text from outside must not start a new line or send commands to a terminal.
    static func printable(_ text: String) -> String {
        guard text.utf8.count > pathLimit || !text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return text }
        return String(
            text.unicodeScalars.prefix(pathLimit).map { (0x21...0x7E).contains($0.value) ? Character($0) : "?" })
    }

    /// To a hundredth.
    private static func milliseconds(_ duration: Duration) -> Double {
        (duration / .microseconds(10)).rounded() / 100
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
private struct CountingWriter: ResponseWriter {
    private let base: any ResponseWriter
    private let count = Counter()

    init(_ base: any ResponseWriter) {
        self.base = base
    }

    var hasClient: Bool { base.hasClient }
    var bytes: Int { count.value }

    func read() async throws -> Data? { try await base.read() }

    func write(_ part: Data) async throws {
        try await base.write(part)
        count.add(part.count)
    }

    func follow(_ feed: any ResponseFeed) async throws {
        try await base.follow(CountingFeed(base: feed, count: count))
    }
}

private final class CountingFeed: ResponseFeed {
    private let base: any ResponseFeed
    private let count: Counter

    init(base: any ResponseFeed, count: Counter) {
        (self.base, self.count) = (base, count)
    }

    func next() -> FeedStep {
        let step = base.next()
        if case .bytes(let bytes, _) = step { count.add(bytes.plain.count) }
        return step
    }

    func setWake(_ wake: @escaping @Sendable () -> Void) {
        base.setWake(wake)
    }
}
