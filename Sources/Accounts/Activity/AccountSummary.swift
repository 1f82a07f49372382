import Foundation

/// An account at a glance, as one of its sessions sees it.
public struct AccountSummary: Hashable, Sendable {
    /// Entries of ``activity``.
    public static let activityLimit = 10

    /// The active sessions, the one last seen first.
    public let sessions: [Session]
    /// The newest of what happened.
    public let activity: ActivityPage
    /// Sign-ins from a device and network that were new to the account and that its owner was not asked about yet;
    /// without those from the present location, as an intruder would confirm them.
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

    /// Its size in memory, in rows.
    var size: Int { sessions.count + activity.entries.count + unanswered.count }
}
