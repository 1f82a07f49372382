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

    /// The decoded query.
    ///
    /// - Throws: `HTTPError.malformed`.
    func parameters() throws -> QueryString {
        do { return try QueryString(decoding: query) } catch { throw HTTPError.malformed }
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
