import Conversation

/// The whole site: every path, who may use it, and the handler that responds.
///
/// `.open`: anyone, and the handler does not learn who. `.visitor`: anyone, and it does. `.signedIn`: people with a
/// session; others are sent to the sign-in page. `.administrator`: administrators; for others the path does not exist.
/// Request bodies are limited to 64 KB unless another limit is given.
///
/// Where the path has a room, the level is a ``RoomRight``: for people without a right to the room it does not exist.
enum Routes {
    static func table(_ pages: Pages, _ site: SiteContext) -> [Route] {
        accounts(pages, maxUpload: site.maxUpload) + conversation(pages, site) + live(pages, site) + community(pages)
            + hooks(pages, site)
            + administration(pages) + files(pages) + APIRoutes.table(pages, site)
    }

    private static func accounts(_ pages: Pages, maxUpload: Int) -> [Route] {
        [
            Route(.get, paths.home, .visitor, pages.home.show),
            Route(.get, paths.signUp, .visitor, pages.signUp.show),
            Route(.post, paths.signUp, .visitor, pages.signUp.submit),
            Route(.get, paths.signIn, .visitor, pages.signIn.show),
            Route(.post, paths.signIn, .visitor, pages.signIn.submit),
            Route(.post, paths.signOut, .visitor, pages.signIn.signOut),
            Route(.get, paths.join, .visitor, pages.signUp.showInvited),
            Route(.post, paths.join, .visitor, pages.signUp.submitInvited),
            Route(.post, paths.language, .visitor, pages.language.choose),
            Route(.get, paths.welcome, .signedIn, pages.welcome.show),
            Route(.get, paths.signInCode, .visitor, pages.signInCode.show),
            Route(.post, paths.signInCode, .visitor, pages.signInCode.submit),

            Route(.get, paths.resetPassword, .visitor, pages.resetPassword.show),
            Route(.post, paths.resetPassword, .visitor, pages.resetPassword.submit),

            Route(.get, paths.dashboard, .signedIn, pages.dashboard.show),
            Route(.post, paths.revokeSession, .signedIn, pages.dashboard.revoke).from(paths.dashboard),
            Route(.post, paths.revokeOtherSessions, .signedIn, pages.dashboard.revokeOthers).from(paths.dashboard),
            Route(.get, paths.activity, .signedIn, pages.activity.show),
            Route(.post, paths.confirmActivity, .signedIn, pages.activity.confirm).from(paths.dashboard),
            Route(.post, paths.denyActivity, .signedIn, pages.activity.deny).from(paths.dashboard),

            Route(.get, paths.profile, .signedIn, pages.profile.show),
            Route(.post, paths.nickname, .signedIn, pages.profile.rename),
            Route(.post, paths.preferences, .signedIn, pages.profile.changePreferences),
            Route(.post, paths.password, .signedIn, pages.profile.changePassword),
            Route(.post, paths.avatar, .signedIn, bodyLimit: maxUpload + AvatarUpload.overhead, pages.avatar.upload)
                .refusingLargeBodies,
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

    private static func conversation(_ pages: Pages, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        return [
            Route(.get, paths.rooms, .signedIn, pages.rooms.show),
            Route(.get, paths.newRoom, .signedIn, pages.newRoom.show),
            Route(.post, paths.newRoom, .signedIn, pages.newRoom.submit),
            Route(.get, paths.room, .signedIn, pages.live.show),
            Route(.post, paths.postMessage, .member(of: rooms), bodyLimit: messageLimit(site), pages.room.post),
            Route(.post, paths.joinRoom, .reader(of: rooms), pages.room.join),
            Route(.post, paths.leaveRoom, .member(of: rooms), pages.members.leave),
            Route(.post, paths.roomLevel, .member(of: rooms), pages.room.setLevel),
            Route(.post, paths.readRoom, .member(of: rooms), pages.room.markRead),
            Route(.get, paths.message, .reader(of: rooms), pages.message.show),
            Route(.post, paths.editMessage, .member(of: rooms), pages.message.edit),
            Route(.post, paths.deleteMessage, .reader(of: rooms), pages.message.delete),
            Route(.post, paths.reactToMessage, .member(of: rooms), pages.message.react),
            Route(.post, paths.pinMessage, .member(of: rooms), pages.message.pin),
            Route(.post, paths.reportMessage, .member(of: rooms), pages.message.report),
            Route(.get, paths.pins, .reader(of: rooms), pages.pins.show),
            Route(.get, paths.roomFiles, .member(of: rooms), pages.roomFiles.show),
            Route(.get, paths.file, .signedIn, pages.files.show),
            Route(.get, paths.thumbnail, .signedIn, pages.files.thumbnail),
            Route(.get, paths.files, .signedIn, pages.ownFiles.show),

            Route(.get, paths.members, .reader(of: rooms), pages.members.show),
            Route(.post, paths.members, .member(of: rooms), pages.members.add),
            Route(.post, paths.removeMember, .moderator(of: rooms), pages.members.remove),
            Route(.post, paths.memberRole, .manager(of: rooms), pages.members.setRole),
            Route(.get, paths.roomSettings, .manager(of: rooms), pages.roomSettings.show),
            Route(.post, paths.roomSettings, .manager(of: rooms), pages.roomSettings.submit),
            Route(.post, paths.roomRetention, .manager(of: rooms), pages.roomSettings.setRetention).from(
                paths.roomSettings),
            Route(.post, paths.archiveRoom, .manager(of: rooms), pages.roomSettings.archive).from(paths.roomSettings),
            Route(.post, paths.reopenRoom, .manager(of: rooms), pages.roomSettings.reopen).from(paths.roomSettings),
            Route(.get, paths.deleteRoom, .manager(of: rooms), pages.deleteRoom.show),
            Route(.post, paths.deleteRoom, .manager(of: rooms), pages.deleteRoom.submit),
        ]
    }

    private static func hooks(_ pages: Pages, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        return [
            Route(.get, paths.hooks, .moderator(of: rooms), pages.hooks.show),
            Route(.post, paths.hooks, .moderator(of: rooms), pages.hooks.make),
            Route(.post, paths.revokeHook, .moderator(of: rooms), pages.hooks.revoke).from(paths.hooks),
            Route(.get, paths.outgoingHooks, .moderator(of: rooms), pages.outgoingHooks.show),
            Route(.post, paths.outgoingHooks, .moderator(of: rooms), pages.outgoingHooks.make),
            Route(.post, paths.revokeOutgoingHook, .moderator(of: rooms), pages.outgoingHooks.revoke).from(
                paths.outgoingHooks),
            Route(.post, paths.enableOutgoingHook, .moderator(of: rooms), pages.outgoingHooks.enable).from(
                paths.outgoingHooks),
        ]
    }

    private static func live(_ pages: Pages, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let (compose, post) = (pages.compose, messageLimit(site))
        return [
            Route(.get, paths.keeper, .reader(of: rooms), pages.live.keeper).framed(.nested),
            Route(.get, paths.recentMessages, .reader(of: rooms), pages.live.recent).framed(),
            Route(.get, paths.messageStream, .reader(of: rooms), pages.live.stream).framed(),
            Route(.get, paths.compose, .member(of: rooms), compose.show).framed(),
            Route(.post, paths.compose, .member(of: rooms), bodyLimit: post, compose.submit).framed(),
            Route(.post, paths.liveReaction, .member(of: rooms), compose.react).framed(),
            Route(.post, paths.roomView, .reader(of: rooms), pages.live.chooseView),
            Route(.get, paths.roomEvents, .reader(of: rooms), pages.live.events),
            Route(.get, paths.liveSocket, .signedIn, pages.socket.connect),
            Route(.get, paths.ownStyle, .signedIn, OwnStyle.show),
        ]
    }

    static func messageLimit(_ site: SiteContext) -> Int {
        site.conversation.limits.attachmentsPerMessage * site.maxAttachment + MessageForm.overhead
    }

    private static func community(_ pages: Pages) -> [Route] {
        [
            Route(.get, paths.personPage, .signedIn, pages.personProfile.show),
            Route(.post, paths.messagePerson, .signedIn, pages.personProfile.message),
            Route(.post, paths.blockPerson, .signedIn, pages.personProfile.block),
            Route(.post, paths.unblockPerson, .signedIn, pages.personProfile.unblock),
            Route(.get, paths.newConversation, .signedIn, pages.newConversation.show),
            Route(.post, paths.newConversation, .signedIn, pages.newConversation.submit),
            Route(.post, paths.status, .signedIn, pages.profile.changeStatus),
            Route(.post, paths.privacy, .signedIn, pages.profile.changePrivacy),

            Route(.get, paths.mentions, .signedIn, pages.inbox.show),
            Route(.post, paths.readMentions, .signedIn, pages.inbox.markRead),
            Route(.get, paths.search, .signedIn, pages.search.show),
            Route(.get, paths.news, .signedIn, pages.feedAddress.show),
            Route(.post, paths.news, .signedIn, pages.feedAddress.create),
            Route(.post, paths.revokeFeed, .signedIn, pages.feedAddress.revoke).from(paths.news),
            Route(.get, paths.feed, .open, pages.news.show),

            // For people who moderate nothing, these do not exist.
            Route(.get, paths.reports, .signedIn, pages.reports.show),
            Route(.post, paths.resolveReport, .signedIn, pages.reports.resolve),
            Route(.get, paths.audit, .administrator, pages.auditLog.show),
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
            Route(.get, paths.invitations, .administrator, pages.invitations.show),
            Route(.post, paths.invitations, .administrator, pages.invitations.create),
            Route(.post, paths.revokeInvitation, .administrator, pages.invitations.revoke),
            Route(.post, paths.removePersonsTwoFactor, .administrator, pages.person.removeTwoFactor),
        ]
    }

    private static func files(_ pages: Pages) -> [Route] {
        [
            Route(.get, paths.avatarImage, .open, pages.avatarImages.show),
            Route(.get, paths.asset, .open, pages.assets.show),
            Route(.get, paths.health, .open, pages.health.health),
            Route(.get, paths.readiness, .open, pages.health.readiness),
            Route(.get, paths.healthStream, .open, pages.health.stream),
        ]
    }
}
