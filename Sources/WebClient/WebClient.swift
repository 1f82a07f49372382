import CWebClient
import Foundation
import IPAddresses
import Instrumentation
import WorkQueue

/// Posts to addresses that people have named, and never to machines of a network that is not public.
public struct WebClient: Sendable {
    /// Seconds for all of it, from looking the name up to the end of the response.
    public static let timeout = 5
    /// Posts at the same time.
    public static let width = 8
    /// Bytes of a response that are read.
    static let responseLimit = 64 * 1024

    /// Networks that are not public and that may be reached all the same.
    public let networks: [Network]
    private let queue: WorkQueue

    public init(networks: [Network]) {
        self.networks = networks
        queue = WorkQueue(label: "roost.webhooks", width: Self.width, depth: 64)
    }

    /// Threads that post, for the metrics.
    public var metrics: QueueMetrics { queue.metrics }

    /// - Parameters:
    ///   - url: `https`; `http` as well where networks are named.
    ///   - fields: names and values without line ends.
    public func post(_ body: Data, to url: String, fields: [(name: String, value: String)]) async throws -> WebResponse
    {
        let policy = AddressPolicy(networks: networks)
        return try await queue.run { WebPost(url: url, fields: fields, body: body, policy: policy).run() }
    }
}

/// What came of a post.
public struct WebResponse: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case status(Int)
        /// Every address of the name is one that must not be reached.
        case refusedAddress
        /// There was no response, for this reason, in English.
        case failed(String)
    }

    public let outcome: Outcome
    public let duration: Duration

    public var isSuccess: Bool {
        if case .status(let status) = outcome { (200..<300).contains(status) } else { false }
    }
}

/// One post, on the thread that makes it.
private struct WebPost {
    let url: String
    let fields: [(name: String, value: String)]
    let body: Data
    let policy: AddressPolicy

    func run() -> WebResponse {
        let start = ContinuousClock.now
        let lines = fields.map { strdup("\($0.name): \($0.value)") }
        defer { for line in lines { free(line) } }
        let response = withExtendedLifetime(policy) { post(lines.map { UnsafePointer($0) }) }
        let outcome: WebResponse.Outcome =
            if response.error == 0 {
                .status(Int(response.status))
            } else if response.is_refused {
                .refusedAddress
            } else {
                .failed(String(cString: web_error_text(response.error)))
            }
        return WebResponse(outcome: outcome, duration: .now - start)
    }

    private func post(_ lines: [UnsafePointer<CChar>?]) -> web_response {
        url.withCString { url in
            lines.withUnsafeBufferPointer { lines in
                body.withUnsafeBytes { body in
                    var request = web_request()
                    request.url = url
                    (request.fields, request.field_count) = (lines.baseAddress, lines.count)
                    request.body = body.bindMemory(to: UInt8.self).baseAddress
                    request.body_length = body.count
                    request.timeout_milliseconds = WebClient.timeout * 1_000
                    request.allows_http = !policy.networks.isEmpty
                    request.response_limit = WebClient.responseLimit
                    request.context = Unmanaged.passUnretained(policy).toOpaque()
                    request.check = { bytes, length, context in
                        guard let bytes, let context,
                            let address = IPAddress(bytes: Array(UnsafeBufferPointer(start: bytes, count: Int(length))))
                        else { return false }
                        return Unmanaged<AddressPolicy>.fromOpaque(context).takeUnretainedValue().allows(address)
                    }
                    return web_post(&request)
                }
            }
        }
    }
}

/// Which addresses may be connected to. A class, as C passes a reference to it on.
final class AddressPolicy: Sendable {
    let networks: [Network]

    init(networks: [Network]) {
        self.networks = networks
    }

    func allows(_ address: IPAddress) -> Bool {
        address.isPublic || networks.contains { $0.contains(address) }
    }
}
