import HTTP

/// One line of the table of routes: a method and a path, who may use it, and the handler.
struct Route: Sendable {
    /// A handler with its parameters filled in.
    typealias Page = @Sendable (Request) async throws -> Response

    /// 64 KB: no form of the site comes near it.
    static let formLimit = 64 * 1024

    /// The route's index in the table.
    var number = 0
    let method: RequestMethod
    let pattern: String
    let level: AccessLevel
    /// The most that a request's body may have, in bytes.
    let bodyLimit: Int
    /// Whether its responses may stand in a frame of ours, errors and redirects included.
    private(set) var frameRole = FrameRole.alone
    /// Whether the handler itself refuses a larger body, in its form.
    private(set) var refusesLargeBody = false
    /// The pattern of the page with the form, where that is not the closest page above; its parameters stand in the same
    /// places.
    private(set) var formPage: String?
    /// What it takes and gives, for a route of the API; nil for pages.
    private(set) var operation: APIOperation?
    /// The types of the pattern's parameters, in order.
    private(set) var parameters: [Schema] = []
    /// The page for the texts of the pattern's parameters; nil when one of them is not a value of its type.
    private(set) var page: @Sendable ([Substring]) -> Page?

    private init(
        _ method: RequestMethod, _ pattern: String, _ level: AccessLevel, _ bodyLimit: Int?,
        page: @escaping @Sendable ([Substring]) -> Page?
    ) {
        self.method = method
        self.pattern = pattern
        self.level = level
        self.bodyLimit = bodyLimit ?? (method.isSafe ? 0 : Self.formLimit)
        self.page = page
    }
}

extension Route {
    /// The same route for a page that stands in a frame.
    func framed(_ frameRole: FrameRole = .framed) -> Route {
        var route = self
        route.frameRole = frameRole
        return route
    }

    /// - Parameters:
    ///   - bodyLimit: in bytes; by default ``formLimit``, and none for methods that change nothing.
    ///   - handler: takes the request, what `access` has made of the visitor, and the path's parameters.
    init<Subject, each Parameter: PathParameter>(
        _ method: RequestMethod, _ path: SitePath<repeat each Parameter>, _ access: Access<Subject>,
        bodyLimit: Int? = nil,
        _ handler: @escaping @Sendable (Request, Subject, repeat each Parameter) async throws -> Response
    ) {
        self.init(method, path.pattern, access.level, bodyLimit) { texts in
            guard let parameters: (repeat each Parameter) = try? Self.parameters(texts) else { return nil }
            return { try await handler($0, try await access.admit($0), repeat each parameters) }
        }
        for type in repeat (each Parameter).self { parameters.append(type.schema) }
    }

    /// A route whose handler does not ask who it is for.
    init<each Parameter: PathParameter>(
        _ method: RequestMethod, _ path: SitePath<repeat each Parameter>, _ access: Access<Void>,
        bodyLimit: Int? = nil, _ handler: @escaping @Sendable (Request, repeat each Parameter) async throws -> Response
    ) {
        self.init(method, path.pattern, access.level, bodyLimit) { texts in
            guard let parameters: (repeat each Parameter) = try? Self.parameters(texts) else { return nil }
            return { try await handler($0, repeat each parameters) }
        }
        for type in repeat (each Parameter).self { parameters.append(type.schema) }
    }

    /// A route in a room, which is the first parameter of its path.
    ///
    /// - Parameter handler: takes the request, the person with the right that `right` asks for, and the other
    ///   parameters.
    init<Right, each Parameter: PathParameter>(
        _ method: RequestMethod, _ path: SitePath<RoomReference, repeat each Parameter>, _ right: RoomRight<Right>,
        bodyLimit: Int? = nil,
        _ handler:
            @escaping @Sendable (Request, RoomVisitor<Right>, repeat each Parameter) async throws -> Response
    ) {
        self.init(method, path.pattern, .signedIn, bodyLimit) { texts in
            guard let room = texts.first.flatMap({ RoomReference(String($0)) }),
                let parameters: (repeat each Parameter) = try? Self.parameters(Array(texts.dropFirst()))
            else { return nil }
            return { try await handler($0, try await right.admit($0, to: room), repeat each parameters) }
        }
        parameters = [RoomReference.schema]
        for type in repeat (each Parameter).self { parameters.append(type.schema) }
    }

    private struct NotAValue: Error {}

    private static func parameters<each Parameter: PathParameter>(
        _ texts: [Substring]
    ) throws -> (repeat each Parameter) {
        var texts = texts[...]
        func next<Value: PathParameter>(_: Value.Type) throws -> Value {
            guard let value = texts.popFirst().flatMap({ Value(String($0)) }) else { throw NotAValue() }
            return value
        }
        return (repeat try next((each Parameter).self))
    }
}

extension Route {
    /// The same route for a form that stands in another page than the closest one above.
    func from<each Parameter: PathParameter>(_ page: SitePath<repeat each Parameter>) -> Route {
        var route = self
        route.formPage = page.pattern
        return route
    }

    func operation(_ operation: APIOperation) -> Route {
        var route = self
        route.operation = operation
        return route
    }

    /// The same operation under a limit.
    ///
    /// - Parameter wrap: makes the handler of the route's handler and the texts of the path's parameters.
    func limited(
        by limit: OperationLimit, _ wrap: @escaping @Sendable (@escaping Page, [Substring]) -> Page
    ) -> Route {
        var route = self
        route.operation?.limit = limit
        route.page = { [page] texts in page(texts).map { wrap($0, texts) } }
        return route
    }

    /// The same route with a handler that refuses bodies over the limit itself. It must not read them.
    var refusingLargeBodies: Route {
        var route = self
        route.refusesLargeBody = true
        return route
    }
}
