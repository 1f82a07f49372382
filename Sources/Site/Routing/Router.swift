import HTTP

/// Finds the route of a request by its method and the path as it was sent.
///
/// Every place has one spelling: no decoding of `%`, no dots, no double or final slashes.
struct Router: Sendable {
    enum Match: Sendable {
        case found(Route, Route.Endpoint)
        /// The place exists, but not for this method; these are the ones it takes.
        case wrongMethod(allowed: [RequestMethod])
        case notFound
        /// What was sent never became a request.
        case refused(HTTPError)
    }

    let routes: [Route]
    private let exact: [String: [Route]]
    private let parameterised: [(prefix: String, suffix: String, route: Route)]

    init(_ routes: [Route]) {
        var routes = routes
        for number in routes.indices { routes[number].number = number }
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

    func match(method: RequestMethod, path: String) -> Match {
        // Every pattern and parameter is; and what Swift does to combining marks takes long.
        guard path.utf8.allSatisfy({ $0 < 0x80 }) else { return .notFound }
        let wanted: RequestMethod = method == .head ? .get : method
        let fixed = exact[path]
        if let route = fixed?.first(where: { $0.method == wanted }), let endpoint = route.endpoint("") {
            return .found(route, endpoint)
        }
        let candidates = fixed?.compactMap { route in route.endpoint("").map { (route, $0) } } ?? matches(path)
        guard !candidates.isEmpty else { return .notFound }
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

    private static func allowed(_ methods: [RequestMethod]) -> [RequestMethod] {
        (methods.contains(.get) ? [.get, .head] : []) + methods.filter { $0 != .get } + [.options]
    }
}
