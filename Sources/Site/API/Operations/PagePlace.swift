/// Which page of a list a request asks for.
struct PagePlace: Sendable {
    static let limits = 1...100
    static let standardLimit = 50

    /// What `page.next` of the page before has said; nil for the first page.
    let cursor: Int64?
    let limit: Int
}

extension Request {
    /// - Throws: ``APIError/badCursor``, ``InvalidInput``.
    func place() throws -> PagePlace {
        PagePlace(cursor: try cursor(), limit: try parameters().limit())
    }

    /// What `page.next` of the page before has said; nil for the first page.
    ///
    /// - Throws: ``APIError/badCursor``.
    func cursor() throws -> Int64? {
        guard let text = try parameters()[.cursor] else { return nil }
        guard let number = Int64(text), number > 0, String(number) == text else { throw APIError.badCursor }
        return number
    }

    /// The decoded query: it has parameters that the route's operation takes, and no others.
    ///
    /// - Throws: `HTTPError.malformed`, ``InvalidInput``.
    func parameters() throws -> QueryString {
        let parameters: QueryString
        do { parameters = try QueryString(decoding: query) } catch { throw HTTPError.malformed }
        guard case .found(let route, _) = match, let operation = route.operation else { return parameters }
        let known = Set(operation.query.map(\.field.rawValue))
        let problems = parameters.fields.keys.filter { !known.contains($0) }.sorted().prefix(InvalidInput.limit).map {
            InvalidInput.Problem(field: $0, text: Text("There is no such parameter here."))
        }
        guard problems.isEmpty else { throw InvalidInput(problems) }
        return parameters
    }
}

extension QueryString {
    func limit() throws(InvalidInput) -> Int {
        guard let text = self[.limit] else { return PagePlace.standardLimit }
        guard let number = Int(text), PagePlace.limits.contains(number) else {
            throw InvalidInput(.limit, Text("This must be a whole number from 1 to 100."))
        }
        return number
    }
}
