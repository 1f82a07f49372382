import Accounts
import Conversation

/// `GET /search`: messages that the person may read, by what they say, who wrote them, where and when; and people of that
/// name.
struct MessageSearchPage: Sendable {
    private let page: Page<MessageSearchView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    /// A query with a mistake gets the page with the mistake beside the field: nothing was sent that could be refused.
    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let form = MessageSearchForm(request.queryString)
        let zone = person.user.preferences.timeZone
        guard let text = form.text else { return try await page.response(MessageSearchView(form), to: request) }
        do {
            let query = try SearchQuery(text, timeZone: zone)
            let found = try await site.conversation.search.page(
                query, order: form.order, after: form.cursor, by: person.user.id)
            var view = MessageSearchView(form, found: found, zone: zone)
            if form.cursor == nil {
                view.people = try await site.conversation.people.search(text, by: person.user.id).map(FoundPerson.init)
            }
            return try await page.response(view, to: request)
        } catch let problem as SearchQuery.Problem {
            return try await page.response(
                MessageSearchView(form, problem: problem.message), to: request, isRefusal: true)
        }
    }
}

extension SearchQuery.Problem {
    var message: Text {
        switch self {
        case .tooLong: Text("This is too long to search for.")
        case .empty: Text("Please enter what to search for.")
        case .noSuchPerson(let name): Text("Nobody here has the username “\(name)”.")
        case .noSuchRoom(let name): Text("You see no room called “\(name)”.")
        case .shortPrefix: Text("Please write at least two letters before the star.")
        case .takesTooLong:
            Text("There is too much to look through. Please add a word, or say who wrote it, or in which room.")
        case .notADay: Text("Please write a day like this: 2026-01-31.")
        }
    }
}
