import Accounts
import Foundation
import HTTP

/// The API: every path, who may use it, what it takes and gives, and the handler.
///
/// It is a part of the table in `Routes`, with the same levels; `.signedIn` means a valid access token here.
enum APIRoutes {
    static func table(_ pages: Pages, _ site: SiteContext) -> [Route] {
        let routes = described(pages, site)
        let operations = (routes + documentation(Data())).compactMap(DescribedOperation.init)
        let document = OpenAPIDocument(operations, origin: site.publicURL.origin).data
        return routes + documentation(document)
            + [Route(.get, paths.api, .visitor) { try await pages.api.show($0, visitor: $1, operations) }]
    }

    private static func documentation(_ document: Data) -> [Route] {
        [
            Route(.get, apiPaths.openAPI, .open) { _ in
                var response = Response(status: .ok, body: .bytes(document))
                response.headers[.contentType] = "application/json"
                response.headers[.cacheControl] = "public, max-age=300"
                return response
            }.operation("This description (OpenAPI 3.1)", .site, gives: .file("application/json"))
        ]
    }

    private static func described(_ pages: Pages, _ site: SiteContext) -> [Route] {
        authentication(TokenEndpoints(site)) + sessions(SessionEndpoints(site))
            + users(UserEndpoints(site, pages), pages, site) + rooms(RoomEndpoints(site, pages.live.hub), site)
            + memberships(MembershipEndpoints(site), site) + messages(MessageEndpoints(site), site)
            + files(FileEndpoints(site, pages.files)) + inbox(InboxEndpoints(site, pages))
            + administration(AdministrationEndpoints(site))
    }

    private static func authentication(_ tokens: TokenEndpoints) -> [Route] {
        let password = InputField.text(.password, "correct horse battery")
        let username = InputField.text(.username, "ada")
        return [
            Route(.post, apiPaths.signUp, .open, tokens.signUp).operation(
                "Makes an account and signs in to it", .authentication,
                takes: [
                    username, password, .text(.nickname, "Ada").optional,
                    .text(.invitation, String(repeating: "i", count: 43)).optional,
                ], gives: .one(TokenGrantResource.self, .created), problems: [.forbidden, .notFound]),
            Route(.post, apiPaths.signIn, .open, tokens.signIn).operation(
                "Signs in with a password; 202 says that a code is needed as well", .authentication,
                takes: [username, password, .flag(.remember, true).optional],
                gives: .either(
                    ResourceSchema(TokenGrantResource.self), .ok, or: ResourceSchema(ChallengeResource.self), .accepted
                ), problems: [.unauthorized, .forbidden]),
            Route(.post, apiPaths.signInCode, .open, tokens.enterCode).operation(
                "Signs in with the challenge of the first step and a code", .authentication,
                takes: [.text(.challenge, String(repeating: "c", count: 43)), .text(.code, "123456")],
                gives: .one(TokenGrantResource.self), problems: [.unauthorized]),
            Route(.post, apiPaths.refresh, .open, tokens.refresh).operation(
                "Exchanges a refresh token, once, for the next tokens", .authentication,
                takes: [.text(.refreshToken, String(repeating: "r", count: 43))],
                gives: .one(TokenGrantResource.self), problems: [.unauthorized, .conflict]),
            Route(.post, apiPaths.logOut, .signedIn, tokens.logOut).operation(
                "Ends the session", .authentication, gives: .nothing),
            Route(.post, apiPaths.logOutAll, .signedIn, tokens.logOutAll).operation(
                "Ends all sessions of the person, this one too", .authentication, gives: .nothing,
                problems: [.forbidden]),
            Route(.post, apiPaths.confirmPassword, .signedIn, tokens.confirmPassword).operation(
                "Gives the password once more, for what needs one given within 15 minutes", .authentication,
                takes: [password], gives: .nothing, problems: [.forbidden]),
            Route(.put, apiPaths.password, .signedIn, tokens.changePassword).operation(
                "Changes the password; all other sessions end", .authentication,
                takes: [.text(.currentPassword, "correct horse battery"), .text(.newPassword, "fruit bats at dusk")],
                gives: .one(TokenGrantResource.self)),
            Route(.get, apiPaths.keySet, .open, tokens.keySet).operation(
                "The keys that access tokens can be checked with (JWK Set)", .site,
                gives: .file("application/jwk-set+json")),
        ]
    }

    private static func sessions(_ sessions: SessionEndpoints) -> [Route] {
        [
            Route(.get, apiPaths.session, .signedIn, sessions.show).operation(
                "The session of the access token", .authentication, gives: .one(SessionResource.self)),
            Route(.get, apiPaths.sessions, .signedIn, sessions.list).operation(
                "All sessions of the person", .authentication, gives: .page(of: SessionResource.self)),
            Route(.delete, apiPaths.oneSession, .signedIn, sessions.end).operation(
                "Ends one of one's own sessions", .authentication, gives: .nothing, problems: [.notFound]),
        ]
    }

    private static func users(_ users: UserEndpoints, _ pages: Pages, _ site: SiteContext) -> [Route] {
        [
            Route(.get, apiPaths.me, .signedIn, users.showOwn).operation(
                "One's own account", .people, gives: .one(AccountResource.self)),
            Route(.patch, apiPaths.me, .signedIn, users.change).operation(
                "Changes what is given, and nothing else", .people,
                takes: [
                    .text(.nickname, "Ada").optional, .text(.status, "in the garden").clearable,
                    .text(.emoji, "🌱").clearable, .text(.language, "de").clearable,
                    .text(.timeZone, "Europe/Berlin").clearable,
                ], gives: .one(AccountResource.self)),
            Route(.delete, apiPaths.me, .signedIn, users.delete).operation(
                "Deletes the account; messages stay (keep) or go with it (remove)", .people,
                takes: [.text(.password, "correct horse battery"), .text(.messages, "keep").optional],
                gives: .nothing, problems: [.forbidden]),
            Route(.post, apiPaths.avatar, .signedIn, bodyLimit: site.maxUpload + AvatarUpload.overhead, users.setAvatar)
                .refusingLargeBodies.operation(
                    "Sets a picture; without a body, another one is drawn", .people,
                    upload: APIOperation.Upload(field: "avatar", isRequired: false), gives: .nothing,
                    problems: [.serviceUnavailable]),
            Route(.delete, apiPaths.avatar, .signedIn, users.removeAvatar).operation(
                "Takes the picture away; the drawn one is shown again", .people, gives: .nothing),
            Route(.get, apiPaths.activity, .signedIn, users.activity).operation(
                "What happened to the account, the newest first", .people, query: [.cursor, .limit],
                gives: .page(of: ActivityResource.self)),
            Route(.get, apiPaths.export, .signedIn, pages.export.export).operation(
                "Everything that is stored about the person", .people, gives: .file("application/json"),
                problems: [.forbidden]),
            Route(.get, apiPaths.user, .signedIn, users.show).operation(
                "A person, by number or by @username", .people, gives: .one(ProfileResource.self),
                problems: [.notFound]),
        ]
    }
}
