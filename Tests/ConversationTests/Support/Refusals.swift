import Testing

/// Expects that `body` throws this very error.
func expect<Failure: Error & Equatable>(
    _ error: Failure, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
    await #expect(throws: error, sourceLocation: sourceLocation) { try await body() }
}
