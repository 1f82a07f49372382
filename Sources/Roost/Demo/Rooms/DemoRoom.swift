import Conversation
import Foundation

/// A room of the demo, with what was said in it.
struct DemoRoom {
    enum Kind {
        /// The room that every site begins with.
        case everyone
        case room(NewRoom.Kind, owner: String)
        /// Between those who are in ``members``.
        case direct
    }

    var kind: Kind
    var name = ""
    var description = ""
    /// Usernames of those who joined besides the owner, or were added.
    var members: [String] = []
    var moderators: [String] = []
    /// Seconds before the demo starts.
    var madeAt: TimeInterval = 0
    /// The oldest first.
    var messages: [DemoMessage] = []
    /// How many of the newest messages are unread, for those who have not written since.
    var unread: Int64 = 0
    var isArchived = false
}

/// A message of the demo, with what came of it.
struct DemoMessage {
    var author: String
    /// Seconds before the demo starts.
    var at: TimeInterval
    var text: String
    /// The number of the message that it answers.
    var reply: Int64?
    /// Who reacted, by emoji.
    var reactions: KeyValuePairs<String, [String]> = [:]
    /// What it says since it was edited.
    var edited: String?
    var isPinned = false
    var report: (by: String, reason: String)?
    var files: [DemoFile] = []

    /// - Parameter at: how long before the demo starts.
    init(
        _ author: String, at: TimeInterval, _ text: String, reply: Int64? = nil,
        reactions: KeyValuePairs<String, [String]> = [:], edited: String? = nil, isPinned: Bool = false,
        report: (by: String, reason: String)? = nil, files: [DemoFile] = []
    ) {
        (self.author, self.at, self.text, self.reply, self.reactions) = (author, at, text, reply, reactions)
        (self.edited, self.isPinned, self.report, self.files) = (edited, isPinned, report, files)
    }
}
