import HTTP
import Instrumentation

/// Methods, as far as they are told apart in counts.
public enum MethodClass: String, CaseIterable, Sendable {
    /// Also HEAD.
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
    public let method: MethodClass
    /// Answers by the first digit of their status, from 1 to 5.
    public let answers: [Int]
    /// How long the answers took to make; not how long they took to be sent, nor how long requests waited before.
    public let durations: Distribution
}

/// Counts requests by their place in the table of routes: no path and no method can make another row.
struct RequestCounts: Sendable {
    /// Where requests are that have no route.
    private enum Elsewhere: String, CaseIterable {
        case notFound = "(not found)"
        case wrongMethod = "(wrong method)"
        case refused = "(unreadable)"
    }

    private struct Row: Sendable {
        let route: String
        let method: MethodClass
        let answers = (1...5).map { _ in Counter() }
        let durations = Histogram()
    }

    /// The routes, then each of ``Elsewhere`` with each class of methods.
    private let rows: [Row]
    private let routes: Int

    init(_ routes: [Route]) {
        self.routes = routes.count
        rows =
            routes.map { Row(route: $0.pattern, method: MethodClass($0.method)) }
            + Elsewhere.allCases.flatMap { place in
                MethodClass.allCases.map { Row(route: place.rawValue, method: $0) }
            }
    }

    func count(_ request: Request, status: Int, duration: Duration) {
        let row = rows[number(of: request)]
        row.answers[min(max(status / 100, 1), 5) - 1].add()
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

    private func number(_ place: Elsewhere, _ method: RequestMethod) -> Int {
        let (place, method) = (
            Elsewhere.allCases.firstIndex(of: place), MethodClass.allCases.firstIndex(of: .init(method))
        )
        return routes + (place ?? 0) * MethodClass.allCases.count + (method ?? 0)
    }

    var metrics: [RouteMetrics] {
        rows.map { row in
            RouteMetrics(
                route: row.route, method: row.method, answers: row.answers.map(\.value),
                durations: row.durations.distribution)
        }
    }
}
