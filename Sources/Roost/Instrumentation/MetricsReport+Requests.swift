import Instrumentation
import Site
import Transport

extension MetricsReport {
    func writeRequests(to text: inout PrometheusText) {
        text.counter(
            "roost_http_requests_total", "Requests by the pattern of their route and the class of the answer's status.",
            site.routes.flatMap { route in
                route.responses.enumerated().map { index, count in
                    (Self.labels(of: route) + [("status", "\(index + 1)xx")], Number(count))
                }
            })
        text.histogram(
            "roost_http_request_duration_seconds",
            "How long answers took to make, without waiting for a turn before or being sent afterwards.",
            site.routes.map { (Self.labels(of: $0), $0.durations) })
    }

    private static func labels(of route: RouteMetrics) -> [PrometheusText.Label] {
        [("route", route.route), ("method", route.method)]
    }

    func writeConnections(to text: inout PrometheusText) {
        guard let connections else { return }
        text.gauge(
            "roost_connections", "Open connections by what they are doing.",
            connections.open.all.map { ([("state", $0.label.rawValue)], Number($0.count)) })
        text.counter("roost_connections_accepted_total", "Connections let in.", Number(connections.accepted))
        text.counter(
            "roost_connection_incidents_total", "Connections not let in, or ended, by the limit that they met.",
            connections.incidents.all.map { ([("reason", $0.label.rawValue)], Number($0.count)) })
        text.counter(
            "roost_requests_refused_total", "What never reached a page, by the status that it was answered with.",
            connections.refused.all.map { ([("status", String($0.label.status.code))], Number($0.count)) })
        let kinds = [("requests", connections.requests), ("uploads", connections.uploads)]
        text.gauge(
            "roost_requests_working", "Requests that are worked on.",
            kinds.map { ([("kind", $0)], Number($1.working)) })
        text.gauge(
            "roost_requests_waiting", "Requests that wait for their turn.",
            kinds.map { ([("kind", $0)], Number($1.waiting)) })
    }
}
