import Foundation
import HTTP
import Logging
import Transport

/// `GET /metrics`, on an address of its own: the site's own address never has it.
struct MetricsListener: Sendable {
    static let path = "/metrics"

    let listener: Listener

    init(at name: SocketName, log: Logger, report: @escaping @Sendable () async -> String) async throws {
        let handlers = SiteHandlers(
            answer: { await Self.answer($0, report: report) },
            refuse: { _, defect in Self.plain(defect.status, "Refused") })
        listener = try await Listener(at: name, from: .metrics, Self.limits, for: handlers, log: log)
    }

    /// For collectors, of which there are few.
    private static var limits: ConnectionLimits {
        var limits = ConnectionLimits()
        (limits.connections, limits.connectionsPerAddress) = (32, nil)
        (limits.requests, limits.uploads, limits.waitingRequests, limits.lanes) = (1, 1, 16, 8)
        return limits
    }

    static func answer(_ request: IncomingRequest, report: @Sendable () async -> String) async -> OutgoingResponse {
        guard request.path == path else { return plain(404, "Not Found") }
        guard request.method == .get || request.method == .head else {
            var response = plain(405, "Method Not Allowed")
            response.fields[.allow] = "GET, HEAD"
            return response
        }
        var response = plain(200, "OK", await report(), type: Exposition.mediaType)
        if request.method == .head {
            response.fields[.contentLength] = String(response.body.count)
            response.body = Data()
        }
        return response
    }

    private static func plain(
        _ status: Int, _ phrase: String, _ text: String? = nil, type: String = "text/plain; charset=utf-8"
    ) -> OutgoingResponse {
        var response = OutgoingResponse(status: status, phrase: phrase, body: Data((text ?? phrase + "\n").utf8))
        response.fields[.contentType] = type
        return response
    }
}
