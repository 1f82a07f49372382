import Foundation
import HTTP
import Logging
import Transport

/// `GET /metrics`, on an address of its own: the site's own address never has it.
struct MetricsListener: Sendable {
    static let path = "/metrics"

    let listener: Listener

    init(at name: ListenAddress, log: Logger, report: @escaping @Sendable () async -> String) async throws {
        let handlers = SiteHandlers(
            respond: { await Self.respond($0, report: report) },
            refuse: { _, defect in Self.plain(defect.status) })
        // Few collectors ask, from addresses that the operator chose.
        listener = try await Listener(at: name, on: .flyingfox, for: handlers, log: log)
    }

    static func respond(_ request: IncomingRequest, report: @Sendable () async -> String) async -> OutgoingResponse {
        guard request.path == path else { return plain(.notFound) }
        guard request.method == .get || request.method == .head else {
            var response = plain(.methodNotAllowed)
            response.fields[.allow] = "GET, HEAD"
            return response
        }
        var response = plain(.ok, await report(), type: PrometheusText.mediaType)
        if request.method == .head { response.body = response.body.omitted }
        return response
    }

    private static func plain(
        _ status: Status, _ text: String? = nil, type: String = "text/plain; charset=utf-8"
    ) -> OutgoingResponse {
        let text = text ?? status.phrase + "\n"
        return OutgoingResponse(status: status, fields: [.contentType: type], body: .bytes(Data(text.utf8)))
    }
}
