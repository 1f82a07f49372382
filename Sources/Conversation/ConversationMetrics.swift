import Storage

/// Totals.
public struct ConversationCounts: Hashable, Sendable {
    /// Open, closed and direct.
    public let rooms: Int
    public let memberships: Int
    /// Messages that are kept, with the places of deleted ones.
    public let messages: Int64
    /// Reports that nobody has handled.
    public let openReports: Int
    /// Files of messages, with those that wait for their message or to be removed.
    public let files: Int
    public let fileBytes: Int
    /// Messages that webhooks are still to be told of.
    public let waitingDeliveries: Int
}

extension Conversation {
    /// What the rows of rooms add up to: no message or membership is counted. Files are, in an index.
    public func counts() async throws -> ConversationCounts {
        try await context.database.read { db in
            let rooms = try db.row(
                """
                SELECT count(*), coalesce(sum(memberCount), 0), coalesce(sum(lastNumber - firstNumber + 1), 0)
                FROM room WHERE deletedAt IS NULL
                """
            ) { (rooms: $0[0] as Int, memberships: $0[1] as Int, messages: $0[2] as Int64) }
            let reports = try db.row("SELECT count(*) FROM report WHERE handledAt IS NULL") { $0[0] as Int }
            let files = try db.row("SELECT count(*), coalesce(sum(bytes), 0) FROM attachment") {
                (count: $0[0] as Int, bytes: $0[1] as Int)
            }
            return ConversationCounts(
                rooms: rooms?.rooms ?? 0, memberships: rooms?.memberships ?? 0, messages: rooms?.messages ?? 0,
                openReports: reports ?? 0, files: files?.count ?? 0, fileBytes: files?.bytes ?? 0,
                waitingDeliveries: try HookDeliveryStore.waiting(db))
        }
    }
}
