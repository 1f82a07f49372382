import CWebClient
import Foundation

/// An answer, and when its parts have come.
public struct WebReading: Sendable {
    public struct Part: Hashable, Sendable {
        /// Since the request began.
        public let time: Duration
        public let bytes: Int

        public init(time: Duration, bytes: Int) {
            (self.time, self.bytes) = (time, bytes)
        }
    }

    public enum Outcome: Hashable, Sendable {
        case status(Int)
        /// There was no answer, or not all of it, for this reason, in English.
        case failed(String)
    }

    public let outcome: Outcome
    /// In the order in which they came.
    public let parts: [Part]

    public init(outcome: Outcome, parts: [Part]) {
        (self.outcome, self.parts) = (outcome, parts)
    }
}

extension WebReading {
    /// Bytes of an answer that are read.
    private static let limit = 64 * 1024

    /// Reads what is at an address that the operator names, on this thread.
    ///
    /// - Parameters:
    ///   - certificates: a file with those to trust in place of the system's.
    ///   - isHTTP1: whether to use HTTP/1.1 where the server would take HTTP/2 as well.
    ///   - timeout: in seconds, for all of it.
    public init(of url: String, certificates: String? = nil, isHTTP1: Bool = false, timeout: Int) {
        let arrivals = Arrivals()
        let answer = withExtendedLifetime(arrivals) {
            url.withCString { url in
                withOptionalCString(certificates) { certificates in
                    var request = web_reading()
                    (request.url, request.certificates, request.is_http1) = (url, certificates, isHTTP1)
                    request.timeout_milliseconds = timeout * 1_000
                    request.response_limit = Self.limit
                    request.context = Unmanaged.passUnretained(arrivals).toOpaque()
                    request.receive = { length, context in
                        guard let context else { return }
                        Unmanaged<Arrivals>.fromOpaque(context).takeUnretainedValue().add(length)
                    }
                    return web_get(&request)
                }
            }
        }
        outcome =
            answer.error == 0
            ? .status(Int(answer.status)) : .failed(String(cString: web_error_text(answer.error)))
        parts = arrivals.parts
    }
}

private func withOptionalCString<Value>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Value) -> Value {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
}

/// A class, as C passes a reference to it on. Used by one thread.
private final class Arrivals {
    private let start = ContinuousClock.now
    private(set) var parts: [WebReading.Part] = []

    func add(_ bytes: Int) {
        parts.append(WebReading.Part(time: ContinuousClock.now - start, bytes: bytes))
    }
}
