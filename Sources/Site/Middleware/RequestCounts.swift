import HTTP
import Instrumentation

/// The methods that are told apart for requests without a route: three, whatever a client writes as its method.
private enum MethodClass: String, CaseIterable, Sendable {
    /// GET and HEAD.
    case get = "GET"
    case post = "POST"
    case other

    init(_ method: RequestMethod) {
        self =
            switch method {
            case .get, .head: .get
            case .post: .post
            default: .other
            }
    }
}

/// Requests to one route.
public struct RouteMetrics: Sendable {
    /// The route's pattern, or what stands for requests that have none.
    public let route: String
    /// The route's method; of requests without a route, GET, POST or "other".
    public let method: String
    /// Responses by the first digit of their status, from 1 to 5.
    public let responses: [Int]
    /// How long the responses took to make, without the time to send them or the time that requests waited before.
    public let durations: Distribution
}

/// Counts requests by their route: no path and no method can add a row.
struct RequestCounts: Sendable {
    /// Why requests have no route.
    private enum Unrouted: String, CaseIterable {
        case notFound = "(not found)"
        case wrongMethod = "(wrong method)"
        case refused = "(unreadable)"
    }

    private struct Row: Sendable {
        let route: String
        let method: String
        let responses = (1...5).map { _ in Counter() }
        let durations = Histogram()
    }

    /// The routes, then each of ``Unrouted`` with each class of methods.
    private let rows: [Row]
    private let routes: Int

    init(_ routes: [Route]) {
        self.routes = routes.count
        rows =
            routes.map { Row(route: $0.pattern, method: $0.method.rawValue) }
            + Unrouted.allCases.flatMap { reason in
                MethodClass.allCases.map { Row(route: reason.rawValue, method: $0.rawValue) }
            }
    }

    func count(_ request: Request, status: Int, duration: Duration) {
        let row = rows[number(of: request)]
        row.responses[min(max(status / 100, 1), 5) - 1].add()
        row.durations.observe(duration)
    }

    private func number(of request: Request) -> Int {
        switch request.match {
        case .found(let route, _): route.number
        case .notFound: number(.notFound, request.method)
        case .wrongMethod: number(.wrongMethod, request.method)
        case .refused: number(.refused, request.method)
        }
    }

    private func number(_ reason: Unrouted, _ method: RequestMethod) -> Int {
        let (reason, method) = (
            Unrouted.allCases.firstIndex(of: reason), MethodClass.allCases.firstIndex(of: .init(method))
        )
        return routes + (reason ?? 0) * MethodClass.allCases.count + (method ?? 0)
    }

    var metrics: [RouteMetrics] {
        rows.map { row in
            RouteMetrics(
                route: row.route, method: row.method, responses: row.responses.map(\.value),
                durations: row.durations.distribution)
        }
    }
}
