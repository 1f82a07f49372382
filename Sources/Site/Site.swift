import Accounts
import Conversation
import Foundation
import HTTP
import Instrumentation
import Live
import Logging
import Media
import WebClient

/// The web site, as the server needs it.
public final class Site: Sendable {
    private let settings: SiteSettings
    private let router: Router
    private let clock = HTTPDate()
    private let handler: any Handler
    private let upkeep: AvatarUpkeep
    private let attachmentUpkeep: AttachmentUpkeep
    let requests: RequestCounts
    let live: LiveHub
    let deliverer: HookDeliverer
    let avatars: AvatarStore
    let uploads: Counters<UploadOutcome>

    /// Reads and checks all templates, and opens the folder of pictures.
    ///
    /// - Parameter templates: those of `settings.assets`, where another site has read them already.
    /// - Throws: what is wrong with a template, with its file and line, or with a folder.
    public init(
        _ settings: SiteSettings, accounts: Accounts, conversation: Conversation, templates: SiteTemplates? = nil,
        log: Logger
    ) async throws {
        let templates = try templates ?? SiteTemplates(settings.assets, settings.branding)
        let media = try await SiteMedia(settings, log: log)
        let site = SiteContext(
            settings: settings, accounts: accounts, conversation: conversation, avatars: media.avatars,
            attachments: media.attachments, templates: templates, log: log)
        let pages = try Pages(site)
        self.settings = settings
        upkeep = AvatarUpkeep(avatars: site.avatars, accounts: accounts, log: log)
        attachmentUpkeep = AttachmentUpkeep(
            attachments: conversation.attachments, files: site.attachments, log: log)
        deliverer = HookDeliverer(site: site, client: WebClient(networks: settings.webhookNetworks))
        router = Router(Routes.table(pages, site))
        live = pages.live.hub
        requests = RequestCounts(router.routes)
        (avatars, uploads) = (site.avatars, site.uploads)
        let middleware = Self.middleware(site, pages, settings, router)
        handler = RequestLog(log: log, counts: requests, next: middleware)
    }

    /// The middleware a request passes, outermost first, inside the log: security headers, error pages, target, TLS,
    /// same-origin check, body limit, session, sign-in, password confirmation, handler. The headers stand outside the
    /// error pages, which need them too.
    private static func middleware(
        _ site: SiteContext, _ pages: Pages, _ settings: SiteSettings, _ router: Router
    ) -> any Handler {
        let confirmed = PasswordConfirmation(page: pages.passwordConfirmation, next: Dispatch(router: router))
        let redirect = SignInRedirect(
            sessions: site.sessions, flashes: site.flashes, router: router, media: site.attachments.media,
            next: confirmed)
        let signedIn = VisitorLookup(sessions: site.sessions, uploads: site.uploadPlaces, next: redirect)
        let sameOrigin = SameOrigin(
            origin: settings.origin, now: settings.now, log: site.log, next: AcceptableBody(next: signedIn))
        let encrypted = RequireTLS(publicURL: settings.publicURL, next: sameOrigin)
        let ours = TargetOrigins(publicURL: settings.publicURL, next: encrypted)
        let errors = ErrorPages(
            page: pages.error, framed: pages.framedError, sessions: site.sessions,
            showsTemplateErrors: settings.assets.reloads, log: site.log, next: ours)
        let fork = APIFork(api: api(site, settings, router), pages: errors)
        return SecurityHeaders(isSecure: settings.isSecure, next: fork)
    }

    /// The middleware of API requests, inside the security headers: CORS, problem details, target, TLS, body limit,
    /// token, handler.
    private static func api(_ site: SiteContext, _ settings: SiteSettings, _ router: Router) -> any Handler {
        let bearer = BearerLookup(
            accounts: site.accounts, issuer: site.tokenIssuer, uploads: site.uploadPlaces,
            next: Dispatch(router: router))
        let encrypted = RequireTLS(publicURL: settings.publicURL, next: AcceptableBody(next: bearer))
        let ours = TargetOrigins(publicURL: settings.publicURL, next: encrypted)
        let problems = APIProblems(
            catalogs: site.templates.map(\.catalog), documentation: settings.origin + paths.api(),
            log: site.log, next: ours)
        return CORS(origins: settings.corsOrigins, next: problems)
    }
}

extension Site {
    /// Tidies up once after a start, while requests are served: removes avatars that nobody uses, and converts those of
    /// earlier versions.
    public func maintain() async {
        await upkeep.run()
    }

    /// Removes the files of messages that were deleted, until its task is cancelled.
    public func removeDeletedFiles() async {
        await attachmentUpkeep.run()
    }

    /// Tells addresses outside what is posted, until its task is cancelled.
    public func deliverWebhooks() async {
        await deliverer.run()
    }

    /// Tells those who have a room open what happens in it, until its task is cancelled.
    public func publishRooms() async {
        await live.run()
    }

    /// Whether ``publishRooms()`` has begun.
    public var isFollowingRooms: Bool { live.isRunning }

    /// The default of `Retry-After`, in seconds.
    private static let usualWait = 30

    /// Responds to a request.
    public func respond(to request: IncomingRequest) async -> OutgoingResponse {
        await respond(to: Request(request, router: router, trustedProxies: settings.trustedProxies))
    }

    /// The response to bytes that are no valid request, with the status that says why. The parts of the request that
    /// could not be read are empty.
    public func refuse(_ request: IncomingRequest, status: Status) async -> OutgoingResponse {
        let match = Router.Match.refused(HTTPError(status: status))
        return await respond(to: Request(request, match: match, trustedProxies: settings.trustedProxies))
    }

    private func respond(to request: Request) async -> OutgoingResponse {
        var response: Response
        do {
            response = try await handler.respond(to: request)
        } catch {
            // The error pages handle every error; this is for the compiler.
            response = .text("internal error", status: .internalServerError)
        }
        if response.status.isTemporaryRefusal, response.headers[.retryAfter] == nil {
            response = response.retry(after: Self.usualWait)
        }
        response.headers[.date] = clock.text(at: settings.now())
        return response.sent(to: request, secure: settings.isSecure)
    }
}

extension Status {
    /// Whether the same request may succeed later.
    fileprivate var isTemporaryRefusal: Bool { self == .tooManyRequests || self == .serviceUnavailable }
}
