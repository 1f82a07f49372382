import Accounts
import Conversation
import Foundation
import Instrumentation
import Live
import Logging
import Media

/// What the handlers of all pages work with.
///
/// It is a class because every page holds it: as a structure, its copies were a fifth of the program's code.
final class SiteContext: Sendable {
    let accounts: Accounts
    let conversation: Conversation
    let avatars: AvatarStore
    let attachments: AttachmentFiles
    /// What became of uploaded avatars.
    let uploads: Counters<UploadOutcome>
    let uploadPlaces = UploadPlaces()
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
    let liveLimits: LiveLimits
    /// Whether unencrypted addresses may be told of messages: only where the operator has named networks.
    let allowsHTTPWebhooks: Bool
    let now: @Sendable () -> Date
    let log: Logger

    init(
        settings: SiteSettings, accounts: Accounts, conversation: Conversation, avatars: AvatarStore,
        attachments: AttachmentFiles, templates: SiteTemplates, log: Logger
    ) {
        let cookies = CookieNames(secure: settings.isSecure)
        self.accounts = accounts
        self.conversation = conversation
        self.avatars = avatars
        self.attachments = attachments
        uploads = Counters()
        self.templates = templates.templates
        staticFiles = templates.staticFiles
        sessions = SessionReader(accounts: accounts, cookies: cookies, timeZone: settings.timeZone)
        flashes = Flashes(cookies: cookies)
        siteName = settings.name
        timeZone = settings.timeZone
        maxUpload = settings.maxUpload
        maxAttachment = settings.maxAttachment
        publicURL = settings.publicURL
        origin = settings.origin
        liveLimits = settings.liveLimits
        allowsHTTPWebhooks = !settings.webhookNetworks.isEmpty
        now = settings.now
        self.log = log
    }
}
