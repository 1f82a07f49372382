import Accounts
import Conversation
import HTTP

extension APIRoutes {
    static func administration(_ endpoints: AdministrationEndpoints) -> [Route] {
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        return [
            Route(.get, apiPaths.people, .administrator, endpoints.people).operation(
                "All people, by username", .administration,
                query: [
                    QueryParameter(
                        field: .search, schema: .text(), summary: "A part of a username or nickname."),
                    .cursor(pattern: "^[a-z0-9_.-]{1,32}$"), .limit,
                ], gives: .page(of: AdministeredPersonResource.self), problems: [.notFound]),
            Route(.get, apiPaths.person, .administrator, endpoints.person).operation(
                "A person", .administration, gives: .one(AdministeredPersonResource.self), problems: [.notFound]),
            Route(.patch, apiPaths.person, .administrator, endpoints.change).operation(
                "Changes the role, disables or enables", .administration,
                takes: [
                    .word(.role, among: [User.Role.member, .administrator], .member).optional,
                    .flag(.disabled, true).optional,
                ],
                gives: .one(AdministeredPersonResource.self), problems: problems),
            Route(.delete, apiPaths.personsSessions, .administrator, endpoints.endSessions).operation(
                "Ends all sessions of a person", .administration, gives: .nothing, problems: problems),
            Route(.delete, apiPaths.personsTwoFactor, .administrator, endpoints.removeTwoFactor).operation(
                "Turns off a person's two-factor sign-in", .administration, gives: .nothing, problems: problems),
            Route(.post, apiPaths.personsResetLink, .administrator, endpoints.makeResetLink).operation(
                "A link with which a person sets a new password", .administration,
                gives: .one(LinkResource.self, .created), problems: problems),
            Route(.post, apiPaths.bots, .administrator, endpoints.createBot).operation(
                "Makes an account that no password opens, with a token for its program", .administration,
                takes: [
                    .text(.username, of: 3...32, "heron"), .text(.nickname, of: 0...50, "Heron").optional,
                    .integer(.days, in: PersonalToken.dayRange, 365).optional,
                ],
                gives: .one(NewBotResource.self, .created), problems: problems),
            Route(.post, apiPaths.botToken, .administrator, endpoints.renewToken).operation(
                "A new token for a bot, whose former ones no longer work", .administration,
                takes: [.integer(.days, in: PersonalToken.dayRange, 365).optional],
                gives: .one(NewTokenResource.self, .created), problems: problems),
            Route(.get, apiPaths.invitations, .administrator, endpoints.invitations).operation(
                "Invitations that still work, the newest first", .administration,
                gives: .page(of: InvitationResource.self), problems: [.notFound]),
            Route(.post, apiPaths.invitations, .administrator, endpoints.invite).operation(
                "Makes an invitation for 1 to 100 accounts and 1 to 90 days", .administration,
                takes: [.integer(.uses, in: 1...100, 1).optional, .integer(.days, in: 1...90, 7).optional],
                gives: .one(LinkResource.self, .created), problems: problems),
            Route(.delete, apiPaths.invitation, .administrator, endpoints.revokeInvitation).operation(
                "Takes an invitation back", .administration, gives: .nothing, problems: problems),
            Route(.get, apiPaths.audit, .administrator, endpoints.audit).operation(
                "What was done with a power over others, the newest first", .administration, query: [.cursor],
                gives: .page(of: AuditEntryResource.self), problems: [.notFound]),
        ]
    }
}
