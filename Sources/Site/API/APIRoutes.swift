import Accounts
import Conversation
import HTTP

/// The API: every path, who may use it, what it takes and gives, and the handler.
///
/// It is a part of the table in `Routes`, with the same levels; `.signedIn` means a valid access token here.
enum APIRoutes {
    static func table(_ pages: Pages, _ site: SiteContext) -> [Route] {
        let routes = described(pages, site)
        let socket = APIDescription { AsyncAPIDocument(site.publicURL).data }
        // What describes the API is described as well, whatever it says.
        let operations = (routes + documentation(socket, socket)).compactMap(DescribedOperation.init)
        let document = APIDescription { OpenAPIDocument(operations, origin: site.origin).data }
        return routes + documentation(document, socket)
            + [
                Route(.get, paths.api, .visitor) { try await pages.api.show($0, visitor: $1, operations) },
                Route(.get, paths.tokens, .signedIn, pages.tokens.show),
                Route(.post, paths.tokens, .signedIn, pages.tokens.create),
                Route(.post, paths.revokeToken, .signedIn, pages.tokens.revoke).from(paths.tokens),
            ]
    }

    private static func documentation(_ document: APIDescription, _ socket: APIDescription) -> [Route] {
        [
            Route(.get, apiPaths.openAPI, .open) { _ in document.response }
                .operation("This description (OpenAPI 3.1)", .site, gives: .file("application/json")),
            Route(.get, apiPaths.asyncAPI, .open) { _ in socket.response }
                .operation(
                    "The messages of the WebSocket (AsyncAPI 3.0)", .site, gives: .file("application/json")),
        ]
    }

    private static func described(_ pages: Pages, _ site: SiteContext) -> [Route] {
        authentication(TokenEndpoints(site), site) + sessions(SessionEndpoints(site))
            + users(UserEndpoints(site, pages), pages, site)
            + rooms(RoomEndpoints(site, pages.live.hub), pages.live, site)
            + memberships(MembershipEndpoints(site), site) + messages(MessageEndpoints(site), site)
            + files(FileEndpoints(site, pages.files), site) + inbox(InboxEndpoints(site, pages))
            + hooks(IncomingWebhookEndpoints(site), site) + outgoingHooks(OutgoingWebhookEndpoints(site), site)
            + administration(AdministrationEndpoints(site)) + tokens(PersonalTokenEndpoints(site))
            + protection(ProtectionEndpoints(site))
    }
}
