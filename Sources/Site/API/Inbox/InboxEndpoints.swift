import Accounts
import Conversation
import HTTP

/// `mentions`, `search`, `reports` and blocks: what concerns a person in all rooms.
struct InboxEndpoints: Sendable {
    private let site: SiteContext
    private let queue: ReportQueuePage

    init(_ site: SiteContext, _ pages: Pages) {
        (self.site, queue) = (site, pages.reports)
    }

    private var origin: String { site.origin }
    private var people: PeopleService { site.conversation.people }

    func mentions(_ request: Request, person: SignedIn) async throws -> Response {
        let page = try await site.conversation.mentions.page(of: person.user.id, before: try request.cursor())
        return .page(page.mentions.map { MentionResource($0, origin: origin) }, next: page.next.map { String($0) })
    }

    func readMentions(_ request: Request, person: SignedIn) async throws -> Response {
        let newest = try await request.input().integer(.upTo) ?? 0
        try await site.conversation.mentions.markRead(upTo: newest, of: person.user.id)
        return .done
    }

    func search(_ request: Request, person: SignedIn) async throws -> Response {
        let parameters = try request.parameters()
        let order = try parameters[.order].map { text in
            guard let order = SearchOrder(rawValue: text) else {
                throw InvalidInput(.order, .notAmong(["newest", "best"]))
            }
            return order
        }
        let cursor = try parameters[.cursor].map { text in
            guard let cursor = SearchCursor(encoded: text) else { throw APIError.badCursor }
            return cursor
        }
        do {
            let query = try SearchQuery(parameters[.search] ?? "", timeZone: person.user.preferences.timeZone)
            let page = try await site.conversation.search.page(
                query, order: order ?? .newest, after: cursor, by: person.user.id)
            return .page(
                page.hits.map { SearchHitResource($0, blocked: page.blocked, origin: origin) }, next: page.next?.encoded
            )
        } catch let problem as SearchQuery.Problem {
            throw InvalidInput(.search, problem.message)
        }
    }

    func reports(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            let page = try await site.conversation.moderation.queue(by: person.user.id, after: try request.cursor())
            return .page(page.reports.map { ReportResource($0, origin: origin) }, next: page.next.map { String($0) })
        } catch AccessRefusal.notAllowed {
            throw HTTPError.notFound
        }
    }

    func resolve(_ request: Request, person: SignedIn, report: ReportID) async throws -> Response {
        // For people who moderate nothing, it does not exist.
        guard try await site.conversation.moderation.isModerator(person.user.id) else { throw HTTPError.notFound }
        let input = try await request.input()
        guard let outcome = input.word(.outcome, as: ReportOutcome.self) else { throw HTTPError.notFound }
        try await queue.resolve(
            report, outcome, removesMessage: input.flag(.removeMessage) ?? false, by: person)
        return .done
    }

    func blocked(_ request: Request, person: SignedIn) async throws -> Response {
        .page(try await people.blocked(by: person.user.id).map { PersonResource($0, origin: origin) })
    }

    func block(_ request: Request, person: SignedIn, user: UserReference) async throws -> Response {
        try await people.block(username: try await username(of: user, person), by: person.user.id)
        return .done
    }

    func unblock(_ request: Request, person: SignedIn, user: UserReference) async throws -> Response {
        try await people.unblock(username: try await username(of: user, person), by: person.user.id)
        return .done
    }

    private func username(of user: UserReference, _ person: SignedIn) async throws -> String {
        switch user {
        case .username(let name): name
        case .id(let id): try await people.page(of: id, by: person.user.id).profile.participant.username
        }
    }
}
