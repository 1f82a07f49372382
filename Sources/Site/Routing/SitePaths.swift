/// Every path of the site, under the name that Swift and templates (`{% path name %}`) use for it.
struct SitePaths: Sendable {
    let home: FixedPath = "/"
    let signUp: FixedPath = "/signup"
    let signIn: FixedPath = "/login"
    let signInCode: FixedPath = "/login/code"
    let signOut: FixedPath = "/logout"
    let resetPassword: SitePath<ResetToken> = "/reset/:token"

    let dashboard: FixedPath = "/dashboard"
    let revokeSession: SitePath<SessionID> = "/sessions/:id/revoke"
    let revokeOtherSessions: FixedPath = "/sessions/revoke-others"
    let activity: FixedPath = "/activity"
    let confirmActivity: SitePath<ActivityID> = "/activity/:id/confirm"
    let denyActivity: SitePath<ActivityID> = "/activity/:id/deny"

    let profile: FixedPath = "/profile"
    let nickname: FixedPath = "/profile/nickname"
    let preferences: FixedPath = "/profile/preferences"
    let password: FixedPath = "/profile/password"
    let avatar: FixedPath = "/profile/avatar"
    let deleteAvatar: FixedPath = "/profile/avatar/delete"
    let redrawAvatar: FixedPath = "/profile/avatar/redraw"
    let export: FixedPath = "/profile/export"
    let deleteAccount: FixedPath = "/profile/delete"

    let twoFactor: FixedPath = "/profile/two-factor"
    let beginTwoFactor: FixedPath = "/profile/two-factor/begin"
    let confirmTwoFactor: FixedPath = "/profile/two-factor/confirm"
    let recoveryCodes: FixedPath = "/profile/two-factor/codes"
    let disableTwoFactor: FixedPath = "/profile/two-factor/disable"

    let rooms: FixedPath = "/rooms"
    let newRoom: FixedPath = "/rooms/new"
    let room: SitePath<RoomReference> = "/rooms/:room"
    let postMessage: SitePath<RoomReference> = "/rooms/:room/messages"
    let joinRoom: SitePath<RoomReference> = "/rooms/:room/join"
    let leaveRoom: SitePath<RoomReference> = "/rooms/:room/leave"
    let roomLevel: SitePath<RoomReference> = "/rooms/:room/level"
    let readRoom: SitePath<RoomReference> = "/rooms/:room/read"
    let message: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number"
    let editMessage: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number/edit"
    let deleteMessage: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number/delete"
    let reactToMessage: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number/react"
    let pinMessage: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number/pin"
    let reportMessage: SitePath<RoomReference, MessageNumber> = "/rooms/:room/messages/:number/report"
    let pins: SitePath<RoomReference> = "/rooms/:room/pins"
    let roomFiles: SitePath<RoomReference> = "/rooms/:room/files"
    let files: FixedPath = "/files"
    let file: SitePath<AttachmentID, FilePathName> = "/files/:id/:name"
    let thumbnail: SitePath<AttachmentID> = "/files/:id/thumbnail"
    let members: SitePath<RoomReference> = "/rooms/:room/members"
    let removeMember: SitePath<RoomReference, PersonID> = "/rooms/:room/members/:user/remove"
    let memberRole: SitePath<RoomReference, PersonID> = "/rooms/:room/members/:user/role"
    let roomSettings: SitePath<RoomReference> = "/rooms/:room/settings"
    let roomRetention: SitePath<RoomReference> = "/rooms/:room/retention"
    let archiveRoom: SitePath<RoomReference> = "/rooms/:room/archive"
    let reopenRoom: SitePath<RoomReference> = "/rooms/:room/reopen"
    let deleteRoom: SitePath<RoomReference> = "/rooms/:room/delete"

    let recentMessages: SitePath<RoomReference> = "/rooms/:room/recent"
    let messageStream: SitePath<RoomReference> = "/rooms/:room/stream"
    let keeper: SitePath<RoomReference, KeeperName> = "/rooms/:room/live/:keeper"
    let compose: SitePath<RoomReference> = "/rooms/:room/compose"
    let liveReaction: SitePath<RoomReference> = "/rooms/:room/act"
    let roomView: SitePath<RoomReference> = "/rooms/:room/view"
    let liveSocket: FixedPath = "/live"
    let roomEvents: SitePath<RoomReference> = "/rooms/:room/events"

    let personPage: SitePath<PersonName> = "/people/:name"
    let messagePerson: SitePath<PersonName> = "/people/:name/message"
    let blockPerson: SitePath<PersonName> = "/people/:name/block"
    let unblockPerson: SitePath<PersonName> = "/people/:name/unblock"
    let newConversation: FixedPath = "/rooms/direct"
    let status: FixedPath = "/profile/status"
    let mentions: FixedPath = "/mentions"
    let readMentions: FixedPath = "/mentions/read"
    let search: FixedPath = "/search"
    let reports: FixedPath = "/reports"
    let resolveReport: SitePath<ReportID> = "/reports/:id/resolve"
    let audit: FixedPath = "/audit"

    let people: FixedPath = "/people"
    let person: SitePath<PersonID> = "/people/:id"
    let disablePerson: SitePath<PersonID> = "/people/:id/disable"
    let enablePerson: SitePath<PersonID> = "/people/:id/enable"
    let endPersonsSessions: SitePath<PersonID> = "/people/:id/end-sessions"
    let personsResetLink: SitePath<PersonID> = "/people/:id/reset-link"
    let promotePerson: SitePath<PersonID> = "/people/:id/promote"
    let demotePerson: SitePath<PersonID> = "/people/:id/demote"
    let removePersonsTwoFactor: SitePath<PersonID> = "/people/:id/remove-two-factor"

    let welcome: FixedPath = "/welcome"
    let api: FixedPath = "/api"
    let tokens: FixedPath = "/profile/tokens"
    let revokeToken: SitePath<SessionID> = "/profile/tokens/:id/revoke"
    let hooks: SitePath<RoomReference> = "/rooms/:room/hooks"
    let revokeHook: SitePath<RoomReference, PersonID> = "/rooms/:room/hooks/:user/revoke"
    let language: FixedPath = "/language"
    let join: SitePath<InvitationToken> = "/join/:token"
    let invitations: FixedPath = "/invitations"
    let revokeInvitation: SitePath<InvitationID> = "/invitations/:id/revoke"

    let avatarImage: SitePath<ServedAvatar> = "/avatars/:file"
    let asset: SitePath<AssetName> = "/static/:file"
    let health: FixedPath = "/healthz"
    let readiness: FixedPath = "/readyz"
}

let paths = SitePaths()

extension SitePaths {
    /// The paths that templates can write, by name: those without parameters.
    static let named: [String: String] = Dictionary(
        uniqueKeysWithValues: Mirror(reflecting: paths).children.compactMap { name, path in
            guard let name, let path = path as? FixedPath else { return nil }
            return (name, path())
        })
}
