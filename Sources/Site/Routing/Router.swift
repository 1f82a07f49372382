import FlyingFox

/// Finds the route of a request by its method and the path as it was sent.
///
/// Every place has one spelling: no decoding of `%`, no dots, no double or final slashes.
struct Router: Sendable {
    enum Match: Sendable {
        case found(Route, Route.Endpoint)
        /// The place exists, but not for this method; these are the ones it takes.
        case wrongMethod(allowed: [HTTPMethod])
        case notFound
        /// What was sent never became a request.
        case refused(Refusal)
    }

    private let routes: [Route]
    private let exact: [String: [Route]]
    private let parameterised: [(prefix: String, suffix: String, route: Route)]

    init(_ routes: [Route]) {
        self.routes = routes
        exact = Dictionary(grouping: routes.filter { !$0.pattern.contains(":") }, by: \.pattern)
        parameterised = routes.filter { $0.pattern.contains(":") }.map { route in
            let parameter = route.pattern.firstIndex(of: ":") ?? route.pattern.endIndex
            let rest = route.pattern[parameter...]
            return (
                String(route.pattern[..<parameter]), String(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]), route
            )
        }
    }

    func match(method: HTTPMethod, path: String) -> Match {
        let candidates = exact[path]?.compactMap { route in route.endpoint("").map { (route, $0) } } ?? matches(path)
        guard !candidates.isEmpty else { return .notFound }
        let wanted: HTTPMethod = method == .HEAD ? .GET : method
        guard let (route, endpoint) = candidates.first(where: { $0.0.method == wanted }) else {
            return .wrongMethod(allowed: Self.allowed(candidates.map(\.0.method)))
        }
        return .found(route, endpoint)
    }

    private func matches(_ path: String) -> [(Route, Route.Endpoint)] {
        parameterised.compactMap { prefix, suffix, route in
            guard path.hasPrefix(prefix), path.hasSuffix(suffix),
                path.utf8.count > prefix.utf8.count + suffix.utf8.count
            else { return nil }
            let parameter = String(path.dropFirst(prefix.count).dropLast(suffix.count))
            return route.endpoint(parameter).map { (route, $0) }
        }
    }

    private static func allowed(_ methods: [HTTPMethod]) -> [HTTPMethod] {
        (methods.contains(.GET) ? [.GET, .HEAD] : []) + methods.filter { $0 != .GET } + [.OPTIONS]
    }
}
