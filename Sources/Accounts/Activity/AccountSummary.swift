import Foundation

/// An account at a glance, as one of its sessions sees it.
public struct AccountSummary: Hashable, Sendable {
    /// Entries of ``activity``.
    public static let activityLimit = 10

    /// The active sessions, the one last seen first.
    public let sessions: [Session]
    /// The newest of what happened.
    public let activity: ActivityPage
    /// Sign-ins from a device and network that were new to the account, which its owner has not answered for yet; but
    /// not those from where the question would be answered now: an intruder would say yes.
    public let newSignIns: [Activity]
}

/// What summaries of an account are made from.
struct AccountHistory: Sendable {
    /// Those that were active when they were read.
    let sessions: [Session]
    let activity: ActivityPage
    /// Each with the fingerprint of its location.
    let unanswered: [(entry: Activity, location: Data)]
    /// Of the sessions; empty where nothing is unanswered.
    let locations: [Session.ID: Data]

    /// What it takes in memory, in rows.
    var size: Int { sessions.count + activity.entries.count + unanswered.count }
}
