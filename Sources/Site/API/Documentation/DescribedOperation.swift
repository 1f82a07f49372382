import HTTP

/// A route of the API, as it is described.
struct DescribedOperation: Sendable {
    let method: RequestMethod
    let pattern: String
    let isOpen: Bool
    /// The names and types of the path's parameters.
    let parameters: [(name: String, schema: Schema)]
    let operation: APIOperation

    /// Nil for a route that is no part of the API.
    init?(_ route: Route) {
        guard let operation = route.operation else { return nil }
        (method, pattern, self.operation) = (route.method, route.pattern, operation)
        isOpen = route.level == .open
        let names = route.pattern.pathSegments.filter(\.isParameter).map { String($0.dropFirst()) }
        parameters = Array(zip(names, route.parameters)).map { (name: $0, schema: $1) }
    }

    /// The path as OpenAPI writes it: `/api/v1/rooms/{room}`.
    var path: String {
        "/" + pattern.pathSegments.map { $0.isParameter ? "{\($0.dropFirst())}" : String($0) }.joined(separator: "/")
    }

    /// Names the operation for generated clients: `get_rooms_room`.
    var id: String {
        let segments = pattern.pathSegments.filter { !["api", "v1"].contains($0) }.map {
            $0.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }.replacing("-", with: "_")
        }
        return ([method.rawValue.lowercased()] + segments).joined(separator: "_")
    }
}
