import Accounts
import Conversation
import HTTP

extension APIRoutes {
    static func authentication(_ tokens: TokenEndpoints, _ site: SiteContext) -> [Route] {
        let password = InputField.text(.password, of: 1...256, "correct horse battery")
        let username = InputField.text(.username, of: 3...32, "ada")
        return [
            Route(.post, apiPaths.signUp, .open, tokens.signUp).operation(
                "Makes an account and signs in to it", .authentication,
                takes: [
                    username, password, .text(.nickname, of: 0...50, "Ada").optional,
                    .text(.invitation, String(repeating: "i", count: 43)).optional,
                ], gives: .one(TokenGrantResource.self, .created), problems: [.forbidden, .notFound]
            ).limited(by: .signUps, site),
            Route(.post, apiPaths.signIn, .open, tokens.signIn).operation(
                "Signs in with a password; 202 says that a code is needed as well", .authentication,
                takes: [username, password, .flag(.remember, true).optional],
                gives: .either(
                    ResourceSchema(TokenGrantResource.self), .ok, or: ResourceSchema(ChallengeResource.self), .accepted
                ), problems: [.unauthorized, .forbidden]
            ).limited(by: .signIns, site),
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
                takes: [password], gives: .nothing, problems: [.forbidden]
            ).limited(by: .passwords, site),
            Route(.put, apiPaths.password, .signedIn, tokens.changePassword).operation(
                "Changes the password; all other sessions end", .authentication,
                takes: [.text(.currentPassword, "correct horse battery"), .text(.newPassword, "fruit bats at dusk")],
                gives: .one(TokenGrantResource.self)
            ).limited(by: .passwords, site),
            Route(.get, apiPaths.keySet, .open, tokens.keySet).operation(
                "The keys that access tokens can be checked with (JWK Set)", .site,
                gives: .file("application/jwk-set+json")),
        ]
    }

    static func sessions(_ sessions: SessionEndpoints) -> [Route] {
        [
            Route(.get, apiPaths.session, .signedIn, sessions.show).operation(
                "The session of the access token", .authentication, scope: .read, gives: .one(SessionResource.self)),
            Route(.get, apiPaths.sessions, .signedIn, sessions.list).operation(
                "All sessions of the person", .authentication, gives: .page(of: SessionResource.self)),
            Route(.delete, apiPaths.oneSession, .signedIn, sessions.end).operation(
                "Ends one of one's own sessions", .authentication, gives: .nothing, problems: [.notFound]),
        ]
    }

    static func tokens(_ tokens: PersonalTokenEndpoints) -> [Route] {
        [
            Route(.get, apiPaths.tokens, .signedIn, tokens.list).operation(
                "One's personal tokens", .authentication, gives: .page(of: PersonalTokenResource.self)),
            Route(.post, apiPaths.tokens, .signedIn, tokens.create).operation(
                "Makes a personal token: read, or write", .authentication,
                takes: [
                    .text(.name, of: 1...50, "Weather report"),
                    .word(.scope, among: TokenScope.choices, .write).optional,
                    .integer(.days, in: PersonalToken.dayRange, 90).optional,
                ], gives: .one(NewTokenResource.self, .created), problems: [.forbidden, .conflict]),
            Route(.delete, apiPaths.token, .signedIn, tokens.revoke).operation(
                "Revokes a personal token", .authentication, gives: .nothing, problems: [.notFound]),
        ]
    }

    static func protection(_ protection: ProtectionEndpoints) -> [Route] {
        [
            Route(.put, apiPaths.review, .signedIn, protection.review).operation(
                "Says whether a sign-in was one's own; if not, all other sessions end", .authentication,
                takes: [.word(.review, among: SignInReview.allCases, .confirmed)], gives: .nothing,
                problems: [.notFound]),
            Route(.get, apiPaths.twoFactor, .signedIn, protection.show).operation(
                "Whether signing in takes a code", .authentication, gives: .one(TwoFactorResource.self)),
            Route(.post, apiPaths.twoFactor, .signedIn, protection.begin).operation(
                "A key for an authenticator app, which a code then confirms", .authentication,
                gives: .one(TwoFactorKeyResource.self, .created), problems: [.forbidden, .conflict]),
            Route(.delete, apiPaths.twoFactor, .signedIn, protection.disable).operation(
                "Switches the second factor off", .authentication, gives: .nothing, problems: [.forbidden]),
            Route(.post, apiPaths.confirmTwoFactor, .signedIn, protection.confirm).operation(
                "Switches the second factor on, and gives recovery codes", .authentication,
                takes: [.text(.code, "123456")], gives: .one(RecoveryCodesResource.self),
                problems: [.forbidden, .conflict]),
            Route(.post, apiPaths.recoveryCodes, .signedIn, protection.replaceCodes).operation(
                "New recovery codes in place of the old", .authentication, gives: .one(RecoveryCodesResource.self),
                problems: [.forbidden, .conflict]),
        ]
    }

    static func users(_ users: UserEndpoints, _ pages: Pages, _ site: SiteContext) -> [Route] {
        [
            Route(.get, apiPaths.me, .signedIn, users.showOwn).operation(
                "One's own account", .people, gives: .one(AccountResource.self)),
            Route(.patch, apiPaths.me, .signedIn, users.change).operation(
                "Changes what is given, and nothing else", .people, scope: .full,
                takes: [
                    .text(.nickname, of: 1...50, "Ada").optional,
                    .text(.status, of: 0...UserStatus.limit, "in the garden").clearable,
                    .text(.emoji, "🌱").clearable, .word(.language, among: Language.allCases, .german).clearable,
                    .text(.timeZone, "Europe/Berlin").clearable,
                    .flag(.showsPresence, true).optional, .flag(.sendsReceipts, true).optional,
                ], gives: .one(AccountResource.self)),
            Route(.delete, apiPaths.me, .signedIn, users.delete).operation(
                "Deletes the account; messages stay (keep) or go with it (remove)", .people, scope: .full,
                takes: [
                    .text(.password, "correct horse battery"),
                    .word(.messages, among: MessagesOfDeparted.allCases, .keep).optional,
                ],
                gives: .nothing, problems: [.forbidden]
            ).limited(by: .passwords, site),
            Route(.post, apiPaths.avatar, .signedIn, bodyLimit: site.maxUpload + AvatarUpload.overhead, users.setAvatar)
                .refusingLargeBodies.operation(
                    "Sets a picture; without a body, another one is drawn", .people, scope: .full,
                    upload: APIOperation.Upload(field: "avatar", isRequired: false), gives: .nothing,
                    problems: [.serviceUnavailable]
                ).limited(by: .pictures, site),
            Route(.delete, apiPaths.avatar, .signedIn, users.removeAvatar).operation(
                "Takes the picture away; the drawn one is shown again", .people, scope: .full, gives: .nothing),
            Route(.get, apiPaths.activity, .signedIn, users.activity).operation(
                "What happened to the account, the newest first", .people, scope: .full, query: [.cursor, .limit],
                gives: .page(of: ActivityResource.self)),
            Route(.get, apiPaths.export, .signedIn, pages.export.export).operation(
                "Everything that is stored about the person", .people, scope: .full, gives: .file("application/json"),
                problems: [.forbidden]
            ).limited(by: .exports, site),
            Route(.get, apiPaths.live, .signedIn, pages.socket.connect).operation(
                "Follows rooms as they change, and posts (WebSocket); a room from the beginning", .messages,
                scope: .write, query: [.number(.room)], gives: .upgrade),
            Route(.get, apiPaths.user, .signedIn, users.show).operation(
                "A person, by number or by @username", .people, gives: .one(ProfileResource.self),
                problems: [.notFound]),
        ]
    }
}
