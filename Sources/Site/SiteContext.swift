import Accounts
import Conversation
import Foundation
import Instrumentation
import Live
import Logging
import Media

/// What the handlers of all pages work with.
struct SiteContext: Sendable {
    let accounts: Accounts
    let conversation: Conversation
    let avatars: AvatarStore
    let attachments: AttachmentFiles
    /// What became of uploaded avatars.
    let uploads: Counters<UploadOutcome>
    let templates: PerLanguage<TemplateLibrary>
    let staticFiles: StaticFiles
    let sessions: SessionReader
    let flashes: Flashes
    /// The name that authenticator apps show.
    let siteName: String
    /// The zone of people who have chosen none; nil for UTC.
    let timeZone: TimeZoneName?
    /// The most an uploaded avatar may have, in bytes.
    let maxUpload: Int
    /// The most a file of a message may have, in bytes.
    let maxAttachment: Int
    /// The address under which people reach the site.
    let publicURL: URL
    /// Of ``publicURL``, which the paths in absolute addresses follow.
    let origin: String
    var liveLimits = LiveLimits()
    /// Whether unencrypted addresses may be told of messages: only where the operator has named networks.
    var allowsHTTPWebhooks = false
    let now: @Sendable () -> Date
    let log: Logger
}
