import Accounts
import Foundation
import Storage
import TestSupport

@testable import Conversation

/// Rooms in a database of their own, with a clock that stands still.
struct TestSite: DatabaseFixture {
    let path: String
    let database: Storage.Database
    let conversation: Conversation
    let clock = TestClock()

    fileprivate init(folder: URL, limits: ConversationLimits) throws {
        path = folder.appending(path: "roost.sqlite").path()
        database = try .new(at: path)
        conversation = Conversation(database: database, limits: limits, now: { [clock] in clock.now })
    }
}

/// Hands a new site to `body` and removes it.
func withSite(
    limits: ConversationLimits = .generous, _ body: (TestSite) async throws -> Void
) async throws {
    try await withTemporaryDirectory { folder in
        let site = try TestSite(folder: folder, limits: limits)
        try await body(site)
        try site.database.close()
    }
}

extension ConversationLimits {
    /// Without rates, for tests of something else.
    static var generous: ConversationLimits {
        var limits = ConversationLimits()
        limits.messageBurst = 1_000_000
        limits.actionBurst = 1_000_000
        limits.creationBurst = 1_000_000
        return limits
    }
}
