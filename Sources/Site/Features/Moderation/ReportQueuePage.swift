import Accounts
import Conversation
import HTTP

/// `GET /reports`: reported messages, for those who moderate rooms and for administrators; and the post that handles a
/// report. For everyone else the paths do not exist.
struct ReportQueuePage: Sendable {
    private let page: Page<ReportQueueView>
    private let site: SiteContext

    private var moderation: ModerationService { site.conversation.moderation }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let after = request.queryString?[.after].flatMap(ReportID.init)
        return try await page.response(view(person, after: after?.value), to: request)
    }

    func resolve(_ request: Request, person: SignedIn, report: ReportID) async throws -> Response {
        guard try await moderation.isModerator(person.user.id) else { throw HTTPError.notFound }
        let form = try await request.form()
        guard let outcome = form[.outcome].flatMap(ReportOutcome.init) else { throw HTTPError.malformed }
        do {
            try await resolve(report, outcome, removesMessage: form.isChecked(.removeMessage), by: person)
            return .done(outcome.flash, in: site.flashes, to: paths.reports)
        } catch AccessRefusal.notFound {
            // Another moderator may have been faster.
            return .done(.reportGone, in: site.flashes, to: paths.reports)
        } catch let refusal as ModerationService.Refusal {
            return try await refuse(request, person, report, refusal.message)
        } catch AccessRefusal.notAllowed {
            return try await refuse(request, person, report, Text("Your role does not allow that."))
        } catch AdministrationError.lastAdministrator {
            return try await refuse(request, person, report, .lastAdministrator)
        }
    }

    /// Does what the outcome says.
    func resolve(
        _ report: ReportID, _ outcome: ReportOutcome, removesMessage: Bool, by person: SignedIn
    ) async throws {
        try await moderation.resolve(
            report.value, outcome, removesMessage: removesMessage, by: person.user.id,
            disable: { try await disable($0, because: $1, by: person) })
    }

    private func disable(_ author: User.ID, because message: AuditedMessage, by person: SignedIn) async throws {
        guard let administrator = Administrator(person) else { throw AccessRefusal.notAllowed }
        try await site.accounts.administration.disable(author, because: message, by: administrator.principal)
    }

    /// The queue from this report on, with what is wrong.
    private func refuse(
        _ request: Request, _ person: SignedIn, _ report: ReportID, _ problem: Text
    ) async throws -> Response {
        let view = try await view(person, after: report.value - 1, problem: (report.value, problem))
        return try await page.response(view, to: request, status: .unprocessableContent)
    }

    private func view(
        _ person: SignedIn, after id: Report.ID?, problem: (report: Report.ID, text: Text)? = nil
    ) async throws -> ReportQueueView {
        do {
            let queue = try await moderation.queue(by: person.user.id, after: id)
            return ReportQueueView(queue, reader: person.user, isFirst: id == nil, problem: problem)
        } catch AccessRefusal.notAllowed {
            throw HTTPError.notFound
        }
    }
}

extension ReportOutcome {
    fileprivate var flash: Flash {
        switch self {
        case .kept: .reportKept
        case .removed: .reportedMessageRemoved
        case .warned: .authorWarned
        case .authorRemoved: .authorRemoved
        case .accountDisabled: .personDisabled
        }
    }
}
