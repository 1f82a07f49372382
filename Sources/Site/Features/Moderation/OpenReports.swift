import Accounts
import Conversation

extension SiteContext {
    /// The first page of the queue of reports; nil for somebody who moderates nothing.
    func reports(for person: User.ID) async throws -> ReportPage? {
        do { return try await conversation.moderation.queue(by: person) } catch AccessRefusal.notAllowed { return nil }
    }
}

extension Text {
    /// How many reports a moderator has to look at; nil for none.
    ///
    /// - Parameter queue: its first page.
    init?(toLookAt queue: ReportPage) {
        let count = queue.reports.count
        guard count > 0 else { return nil }
        self =
            queue.next != nil
            ? Text("More than \(count) reports to look at")
            : Text(count, one: "1 report to look at", other: "\(count) reports to look at")
    }
}
