/// Asks every few milliseconds until `isTrue`, for two minutes at most: a test that would wait forever fails.
public func waitUntil(_ expectation: String, _ isTrue: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while try await !isTrue() {
        guard ContinuousClock.now < end else { throw WaitedInVain(expectation: expectation) }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// What a test waited for has not come.
struct WaitedInVain: Error {
    let expectation: String
}
