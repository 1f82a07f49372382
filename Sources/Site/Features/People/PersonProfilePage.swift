import Accounts
import Conversation

/// `GET /people/:name`: a person as everyone sees them, and the posts that begin a conversation with them and block
/// them.
struct PersonProfilePage: Sendable {
    private let page: Page<PersonProfileView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn, name: PersonName) async throws -> Response {
        let other = try await site.conversation.people.page(of: name.username, by: person.user.id)
        return try await page.response(PersonProfileView(other, reader: person.user, now: site.now()), to: request)
    }

    /// Leads to the direct conversation with the person, which is made if there is none.
    func message(_ request: Request, person: SignedIn, name: PersonName) async throws -> Response {
        let found = try await site.conversation.people.accounts(named: [name.username])
        guard let other = found[name.username] else { throw PeopleService.Refusal.noSuchPerson }
        let room = try await site.conversation.rooms.direct(with: [other], by: person.user.id)
        return .redirect(to: RoomTitle(room).path)
    }

    func block(_ request: Request, person: SignedIn, name: PersonName) async throws -> Response {
        try await site.conversation.people.block(username: name.username, by: person.user.id)
        return .done(.personBlocked, in: site.flashes, to: paths.personPage(name))
    }

    func unblock(_ request: Request, person: SignedIn, name: PersonName) async throws -> Response {
        try await site.conversation.people.unblock(username: name.username, by: person.user.id)
        return .done(.personUnblocked, in: site.flashes, to: paths.personPage(name))
    }
}
