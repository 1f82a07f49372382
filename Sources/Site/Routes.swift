import Conversation

/// The whole site: every path, who may use it, and the handler that responds.
///
/// `.open`: anyone, and the handler does not learn who. `.visitor`: anyone, and it does. `.signedIn`: people with a
/// session; others are sent to the sign-in page. `.administrator`: administrators; for others the path does not exist.
/// Request bodies are limited to 64 KB unless another limit is given.
///
/// Where the path has a room, the level is a ``RoomRight``: for people without a right to the room it does not exist.
enum Routes {
    static func table(_ pages: Pages, rooms: RoomService, maxUpload: Int) -> [Route] {
        accounts(pages, maxUpload: maxUpload) + administration(pages) + files(pages)
    }

    private static func accounts(_ pages: Pages, maxUpload: Int) -> [Route] {
        [
            Route(.get, paths.home, .visitor, pages.home.show),
            Route(.get, paths.signUp, .visitor, pages.signUp.show),
            Route(.post, paths.signUp, .visitor, pages.signUp.submit),
            Route(.get, paths.signIn, .visitor, pages.signIn.show),
            Route(.post, paths.signIn, .visitor, pages.signIn.submit),
            Route(.post, paths.signOut, .visitor, pages.signIn.signOut),
            Route(.get, paths.signInCode, .visitor, pages.signInCode.show),
            Route(.post, paths.signInCode, .visitor, pages.signInCode.submit),

            Route(.get, paths.resetPassword, .visitor, pages.resetPassword.show),
            Route(.post, paths.resetPassword, .visitor, pages.resetPassword.submit),

            Route(.get, paths.dashboard, .signedIn, pages.dashboard.show),
            Route(.post, paths.revokeSession, .signedIn, pages.dashboard.revoke),
            Route(.post, paths.revokeOtherSessions, .signedIn, pages.dashboard.revokeOthers),
            Route(.get, paths.activity, .signedIn, pages.activity.show),
            Route(.post, paths.confirmActivity, .signedIn, pages.activity.confirm),
            Route(.post, paths.denyActivity, .signedIn, pages.activity.deny),

            Route(.get, paths.profile, .signedIn, pages.profile.show),
            Route(.post, paths.nickname, .signedIn, pages.profile.rename),
            Route(.post, paths.preferences, .signedIn, pages.profile.changePreferences),
            Route(.post, paths.password, .signedIn, pages.profile.changePassword),
            Route(.post, paths.avatar, .signedIn, bodyLimit: maxUpload + AvatarUpload.overhead, pages.avatar.upload),
            Route(.post, paths.deleteAvatar, .signedIn, pages.avatar.remove),
            Route(.post, paths.redrawAvatar, .signedIn, pages.avatar.redraw),
            Route(.post, paths.export, .signedIn, pages.export.export),
            Route(.get, paths.deleteAccount, .signedIn, pages.deleteAccount.show),
            Route(.post, paths.deleteAccount, .signedIn, pages.deleteAccount.submit),

            Route(.get, paths.twoFactor, .signedIn, pages.twoFactor.show),
            Route(.post, paths.beginTwoFactor, .signedIn, pages.twoFactor.begin),
            Route(.post, paths.confirmTwoFactor, .signedIn, pages.twoFactor.confirm),
            Route(.post, paths.recoveryCodes, .signedIn, pages.twoFactor.replaceCodes),
            Route(.post, paths.disableTwoFactor, .signedIn, pages.twoFactor.disable),
        ]
    }

    private static func administration(_ pages: Pages) -> [Route] {
        [
            Route(.get, paths.people, .administrator, pages.people.show),
            Route(.get, paths.person, .administrator, pages.person.show),
            Route(.post, paths.disablePerson, .administrator, pages.person.disable),
            Route(.post, paths.enablePerson, .administrator, pages.person.enable),
            Route(.post, paths.endPersonsSessions, .administrator, pages.person.endSessions),
            Route(.post, paths.personsResetLink, .administrator, pages.person.makeResetLink),
            Route(.post, paths.promotePerson, .administrator, pages.person.promote),
            Route(.post, paths.demotePerson, .administrator, pages.person.demote),
            Route(.post, paths.removePersonsTwoFactor, .administrator, pages.person.removeTwoFactor),
        ]
    }

    private static func files(_ pages: Pages) -> [Route] {
        [
            Route(.get, paths.avatarImage, .open, pages.avatarImages.show),
            Route(.get, paths.asset, .open, pages.assets.show),
            Route(.get, paths.health, .open, pages.health.health),
            Route(.get, paths.readiness, .open, pages.health.readiness),
        ]
    }
}
