import Accounts
import Foundation
import HTTP
import Instrumentation
import Logging
import Media

/// The web site, as the sockets need it.
public struct Site: Sendable {
    private let settings: SiteSettings
    private let router: Router
    private let clock = HTTPDate()
    private let handler: any Handler
    private let upkeep: AvatarUpkeep
    let requests: RequestCounts
    let pageCaches: CacheBudget
    let avatars: AvatarStore
    let uploads: Counters<UploadOutcome>

    /// Reads and checks all templates, and opens the folder of pictures.
    ///
    /// - Throws: what is wrong with a template, with its file and line, or with a folder.
    public init(
        _ settings: SiteSettings, accounts: Accounts, log: Logger
    ) async throws {
        let staticFiles = try StaticFiles(settings.assets)
        let cookies = CookieNames(secure: settings.isSecure)
        let parts = SiteContext(
            accounts: accounts, avatars: try await AvatarStore.open(settings, log: log), uploads: Counters(),
            templates: try TemplateLibrary.inAllLanguages(settings.assets, staticFiles), staticFiles: staticFiles,
            sessions: SessionReader(accounts: accounts, cookies: cookies), flashes: Flashes(cookies: cookies),
            siteName: settings.name, maxUpload: settings.maxUpload, publicURL: settings.publicURL, now: settings.now,
            log: log)
        let pages = try Pages(parts)
        self.settings = settings
        upkeep = AvatarUpkeep(avatars: parts.avatars, accounts: accounts, log: log)
        router = Router(Routes.table(pages, maxUpload: settings.maxUpload))
        (requests, pageCaches) = (RequestCounts(router.routes), parts.templates[.english].cacheBudget)
        (avatars, uploads) = (parts.avatars, parts.uploads)
        handler = RequestLog(
            log: log, counts: requests,
            next: Self.middleware(
                around: SessionGate(sessions: parts.sessions, proof: pages.proof), parts, pages, settings))
    }

    /// The way in, after the request log: security headers, error pages, target, TLS, same-origin check, body limits, session. The
    /// headers stand outside of the error pages, so that those have them too.
    private static func middleware(
        around gate: SessionGate, _ parts: SiteContext, _ pages: Pages, _ settings: SiteSettings
    ) -> any Handler {
        let limits = BodyLimit(next: gate)
        let sameOrigin = SameOrigin(origin: settings.origin, next: limits)
        let encrypted = RequireTLS(publicURL: settings.publicURL, next: sameOrigin)
        let ours = TargetOrigins(publicURL: settings.publicURL, next: encrypted)
        let errors = ErrorPages(page: pages.error, sessions: parts.sessions, log: parts.log, next: ours)
        return SecurityHeaders(isSecure: settings.isSecure, next: errors)
    }
}

extension Site {
    /// Does what is due once after a start, beside the requests: avatars that nobody uses are removed, and those of
    /// earlier versions are made anew.
    public func maintain() async {
        await upkeep.run()
    }

    /// Answers a request.
    public func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        await answer(Request(request, router: router, trustedProxies: settings.trustedProxies))
    }

    /// The answer to what never became a request, for a reason that has this HTTP status; what could not be read of it
    /// is empty.
    public func refuse(_ request: IncomingRequest, status: Status) async -> OutgoingResponse {
        let match = Router.Match.refused(HTTPError(status: status))
        return await answer(Request(request, match: match, trustedProxies: settings.trustedProxies))
    }

    private func answer(_ request: Request) async -> OutgoingResponse {
        var response: Response
        do {
            response = try await handler.respond(to: request)
        } catch {
            // The error pages let nothing through; an answer there must be in any case.
            response = .text("internal error\n", status: .internalServerError)
        }
        response.headers[.date] = clock.text(at: settings.now())
        return response.sent(to: request, secure: settings.isSecure)
    }
}
