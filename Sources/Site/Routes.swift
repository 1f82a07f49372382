/// The whole site: every place, who may enter, and who answers.
///
/// `open`: anyone, unasked. `visitor`: anyone, and the page knows who. `signedIn`: people with a session; others are
/// sent to the sign-in page. `administrator`: people who are one; for other people the place is not there. Bodies of
/// posts are limited to 64 KB where no other limit is named.
enum Routes {
    static func table(_ pages: Pages, maxUpload: Int) -> [Route] {
        [
            .get(.home, visitor: pages.home.show),
            .get(.signUp, visitor: pages.signUp.show),
            .post(.signUp, visitor: pages.signUp.submit),
            .get(.signIn, visitor: pages.signIn.show),
            .post(.signIn, visitor: pages.signIn.submit),
            .post(.signOut, visitor: pages.signIn.signOut),
            .get(.signInCode, visitor: pages.signInCode.show),
            .post(.signInCode, visitor: pages.signInCode.submit),

            .get(.resetPassword, visitor: pages.resetPassword.show),
            .post(.resetPassword, visitor: pages.resetPassword.submit),

            .get(.dashboard, signedIn: pages.dashboard.show),
            .post(.revokeSession, signedIn: pages.dashboard.revoke),
            .post(.revokeOtherSessions, signedIn: pages.dashboard.revokeOthers),
            .get(.activity, signedIn: pages.activity.show),
            .post(.confirmActivity, signedIn: pages.activity.confirm),
            .post(.denyActivity, signedIn: pages.activity.deny),

            .get(.profile, signedIn: pages.profile.show),
            .post(.nickname, signedIn: pages.profile.rename),
            .post(.preferences, signedIn: pages.profile.changePreferences),
            .post(.password, signedIn: pages.profile.changePassword),
            .post(.avatar, bodyLimit: maxUpload + AvatarUpload.overhead, signedIn: pages.avatar.upload),
            .post(.deleteAvatar, signedIn: pages.avatar.remove),
            .post(.redrawAvatar, signedIn: pages.avatar.redraw),
            .post(.export, signedIn: pages.export.export),
            .get(.deleteAccount, signedIn: pages.deleteAccount.show),
            .post(.deleteAccount, signedIn: pages.deleteAccount.submit),

            .get(.twoFactor, signedIn: pages.twoFactor.show),
            .post(.beginTwoFactor, signedIn: pages.twoFactor.begin),
            .post(.confirmTwoFactor, signedIn: pages.twoFactor.confirm),
            .post(.recoveryCodes, signedIn: pages.twoFactor.replaceCodes),
            .post(.disableTwoFactor, signedIn: pages.twoFactor.disable),

            .get(.people, administrator: pages.people.show),
            .get(.person, administrator: pages.person.show),
            .post(.disablePerson, administrator: pages.person.disable),
            .post(.enablePerson, administrator: pages.person.enable),
            .post(.endPersonsSessions, administrator: pages.person.endSessions),
            .post(.personsResetLink, administrator: pages.person.makeResetLink),
            .post(.promotePerson, administrator: pages.person.promote),
            .post(.demotePerson, administrator: pages.person.demote),
            .post(.removePersonsTwoFactor, administrator: pages.person.removeTwoFactor),

            .get(.avatarImage, open: pages.avatarImages.show),
            .get(.asset, open: pages.assets.show),
            .get(.health, open: pages.health.health),
            .get(.readiness, open: pages.health.readiness),
        ]
    }
}
