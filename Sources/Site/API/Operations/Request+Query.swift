extension Request {
    /// Refuses parameters that the operation does not have, also where it reads none.
    ///
    /// - Throws: ``APIError/badQuery``, ``InvalidInput``.
    func checkQuery(of operation: APIOperation) throws {
        guard !query.isEmpty, !operation.allowsUnknownFields else { return }
        let known = Set(operation.query.map(\.field.rawValue))
        let unknown = try parameters().fields.keys.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw InvalidInput(
                unknown.prefix(InvalidInput.limit).map {
                    InvalidInput.Problem(field: $0, text: Text("There is no such parameter here."))
                })
        }
    }

    /// The decoded query.
    ///
    /// - Throws: ``APIError/badQuery``.
    func parameters() throws(APIError) -> QueryString {
        do { return try QueryString(decoding: query) } catch { throw .badQuery }
    }

    /// What `page.next` of the page before has said; nil for the first page.
    ///
    /// - Throws: ``APIError/badCursor``, ``APIError/badQuery``.
    func cursor() throws(APIError) -> Int64? {
        guard let text = try parameters()[.cursor] else { return nil }
        guard let number = Int64(text), number > 0, String(number) == text else { throw .badCursor }
        return number
    }
}

extension QueryString {
    /// How many entries a page is to have.
    func limit() throws(InvalidInput) -> Int {
        guard let text = self[.limit] else { return 50 }
        guard let number = Int(text), 1...100 ~= number else {
            throw InvalidInput(.limit, Text("This must be a whole number from 1 to 100."))
        }
        return number
    }
}
