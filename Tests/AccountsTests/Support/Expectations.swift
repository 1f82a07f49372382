import Foundation
import Testing

@testable import Accounts

/// Expects `body` to be refused because there have been too many attempts, and returns for how long.
@discardableResult
func expectTooManyAttempts<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async -> (retryAt: Date, seconds: Int)? {
    let error = await #expect(throws: AuthenticationError.self, sourceLocation: sourceLocation) {
        _ = try await body()
    }
    guard case .tooManyAttempts(let retryAt, let seconds)? = error else {
        Issue.record("not refused for too many attempts", sourceLocation: sourceLocation)
        return nil
    }
    return (retryAt, seconds)
}
