import HTTP
import Support

/// Finds the route of a request by its method and the path as it was sent.
///
/// Every path has one spelling: `%` is not decoded, and dots, double slashes and final slashes have no meaning.
struct Router: Sendable {
    enum Match: Sendable {
        case found(Route, Route.Page)
        /// The path exists, but not for this method; these are the ones it takes.
        case wrongMethod(allowed: [RequestMethod])
        case notFound
        /// What was sent is no request.
        case refused(HTTPError)
    }

    let routes: [Route]
    private let fixed: [String: [Route]]
    private let parameterised: PathTree

    init(_ routes: [Route]) {
        var routes = routes
        for number in routes.indices { routes[number].number = number }
        self.routes = routes
        fixed = Dictionary(grouping: routes.filter { !$0.pattern.contains(":") }, by: \.pattern)
        parameterised = PathTree(routes.filter { $0.pattern.contains(":") })
    }

    func match(method: RequestMethod, path: String) -> Match {
        // All patterns and parameters are ASCII, and comparing combining marks takes Swift long.
        guard path.utf8.allSatisfy({ $0 < 0x80 }) else { return .notFound }
        guard !path.hasEncodedControl else { return .refused(.malformed) }
        let candidates = fixed[path].map { $0.compactMap { Candidate($0, []) } } ?? parameterised.candidates(for: path)
        guard !candidates.isEmpty else { return .notFound }
        let wanted: RequestMethod = method == .head ? .get : method
        guard let match = candidates.first(where: { $0.route.method == wanted }) else {
            return .wrongMethod(allowed: Self.allowed(candidates.map(\.route.method)))
        }
        return .found(match.route, match.page)
    }

    /// The page with the form whose posts go to `path`: what the post's route names, or the path itself if it is a page,
    /// or the closest page above it.
    func formPage(of path: String) -> String? {
        if case .found(let post, _) = match(method: .post, path: path), let page = post.formPage {
            return page.filled(from: path)
        }
        var segments = path.pathSegments
        while true {
            let candidate = "/" + segments.joined(separator: "/")
            if case .found = match(method: .get, path: candidate) { return candidate }
            guard !segments.isEmpty else { return nil }
            segments.removeLast()
        }
    }

    /// The page of the room that `path` is below.
    func room(of path: String) -> String? {
        let page = paths.room.pattern.filled(from: path)
        guard path.hasPrefix(page), case .found = match(method: .get, path: page) else { return nil }
        return page
    }

    private static func allowed(_ methods: [RequestMethod]) -> [RequestMethod] {
        (methods.contains(.get) ? [.get, .head] : []) + methods.filter { $0 != .get } + [.options]
    }

    /// A route whose pattern the path has.
    fileprivate struct Candidate {
        let route: Route
        let page: Route.Page

        /// Nil when the texts are not values of the route's parameters.
        init?(_ route: Route, _ texts: [Substring]) {
            guard let page = route.page(texts) else { return nil }
            (self.route, self.page) = (route, page)
        }
    }
}

/// Patterns with parameters, by their segments: the time of a search depends on the path and not on the number of
/// routes.
private struct PathTree: Sendable {
    private struct Node: Sendable {
        var routes: [Route] = []
        var literals: [Substring: Int] = [:]
        var parameter: Int?
    }

    private var nodes = [Node()]

    init(_ routes: [Route]) {
        for route in routes {
            let end = route.pattern.pathSegments.reduce(0) { child(of: $0, for: $1) }
            nodes[end].routes.append(route)
        }
    }

    private mutating func child(of node: Int, for segment: Substring) -> Int {
        if let child = segment.isParameter ? nodes[node].parameter : nodes[node].literals[segment] { return child }
        nodes.append(Node())
        if segment.isParameter {
            nodes[node].parameter = nodes.count - 1
        } else {
            nodes[node].literals[segment] = nodes.count - 1
        }
        return nodes.count - 1
    }

    func candidates(for path: String) -> [Router.Candidate] {
        candidates(at: 0, path.pathSegments[...], [])
    }

    /// What a segment says literally comes before what it may be as a parameter.
    private func candidates(
        at number: Int, _ segments: ArraySlice<Substring>, _ texts: [Substring]
    ) -> [Router.Candidate] {
        let node = nodes[number]
        guard let segment = segments.first else { return node.routes.compactMap { Router.Candidate($0, texts) } }
        if let child = node.literals[segment] {
            let found = candidates(at: child, segments.dropFirst(), texts)
            if !found.isEmpty { return found }
        }
        guard let child = node.parameter, !segment.isEmpty else { return [] }
        return candidates(at: child, segments.dropFirst(), texts + [segment])
    }
}

extension String {
    /// Whether a control character is percent-encoded in this path. No path has one, and they are sent to confuse
    /// programs that decode them.
    fileprivate var hasEncodedControl: Bool {
        utf8.indices.contains { index in
            guard utf8[index] == ASCII.percent, let byte = utf8[utf8.index(after: index)...].firstHexByte else {
                return false
            }
            return byte < 0x20 || byte == ASCII.delete
        }
    }

    /// This pattern with the segments of `path` in place of its parameters.
    fileprivate func filled(from path: String) -> String {
        let given = path.pathSegments
        return "/"
            + pathSegments.enumerated().map { index, segment in
                segment.isParameter && index < given.count ? given[index] : segment
            }.joined(separator: "/")
    }
}
