/// A place of the site: the pattern that the routes match and the path that links and redirects lead to.
///
/// A pattern has at most one parameter, written `:name`; `Parameter` is its type, `Void` when there is none.
struct SitePath<Parameter>: Sendable {
    let pattern: String

    fileprivate init(_ pattern: String) {
        self.pattern = pattern
    }
}

extension SitePath<Void> {
    static let home = SitePath("/")
    static let signUp = SitePath("/signup")
    static let signIn = SitePath("/login")
    static let signOut = SitePath("/logout")
    static let dashboard = SitePath("/dashboard")
    static let revokeOtherSessions = SitePath("/sessions/revoke-others")
    static let activity = SitePath("/activity")
    static let profile = SitePath("/profile")
    static let nickname = SitePath("/profile/nickname")
    static let preferences = SitePath("/profile/preferences")
    static let password = SitePath("/profile/password")
    static let avatar = SitePath("/profile/avatar")
    static let deleteAvatar = SitePath("/profile/avatar/delete")
    static let redrawAvatar = SitePath("/profile/avatar/redraw")
    static let export = SitePath("/profile/export")
    static let deleteAccount = SitePath("/profile/delete")
    static let signInCode = SitePath("/login/code")
    static let twoFactor = SitePath("/profile/two-factor")
    static let beginTwoFactor = SitePath("/profile/two-factor/begin")
    static let confirmTwoFactor = SitePath("/profile/two-factor/confirm")
    static let recoveryCodes = SitePath("/profile/two-factor/codes")
    static let disableTwoFactor = SitePath("/profile/two-factor/disable")
    static let people = SitePath("/people")
    static let health = SitePath("/healthz")
    static let readiness = SitePath("/readyz")

    var path: String { pattern }

    /// The names by which templates say `{% path name %}`.
    static let named: [String: SitePath<Void>] = [
        "home": .home, "signup": .signUp, "login": .signIn, "logout": .signOut, "dashboard": .dashboard,
        "revokeOtherSessions": .revokeOtherSessions, "profile": .profile, "nickname": .nickname,
        "preferences": .preferences, "password": .password, "avatar": .avatar, "deleteAvatar": .deleteAvatar,
        "deleteAccount": .deleteAccount,
        "redrawAvatar": .redrawAvatar, "activity": .activity, "export": .export,
        "loginCode": .signInCode, "twoFactor": .twoFactor, "beginTwoFactor": .beginTwoFactor,
        "confirmTwoFactor": .confirmTwoFactor, "recoveryCodes": .recoveryCodes, "disableTwoFactor": .disableTwoFactor,
        "people": .people,
    ]
}

extension SitePath<SessionID> {
    static let revokeSession = SitePath("/sessions/:id/revoke")
}

extension SitePath<ActivityID> {
    static let confirmActivity = SitePath("/activity/:id/confirm")
    static let denyActivity = SitePath("/activity/:id/deny")
}

extension SitePath<PersonID> {
    static let person = SitePath("/people/:id")
    static let disablePerson = SitePath("/people/:id/disable")
    static let enablePerson = SitePath("/people/:id/enable")
    static let endPersonsSessions = SitePath("/people/:id/end-sessions")
    static let personsResetLink = SitePath("/people/:id/reset-link")
    static let promotePerson = SitePath("/people/:id/promote")
    static let demotePerson = SitePath("/people/:id/demote")
    static let removePersonsTwoFactor = SitePath("/people/:id/remove-two-factor")
}

extension SitePath<ResetToken> {
    static let resetPassword = SitePath("/reset/:token")
}

extension SitePath<ServedAvatar> {
    static let avatarImage = SitePath("/avatars/:file")
}

extension SitePath<AssetName> {
    static let asset = SitePath("/static/:file")
}

extension SitePath where Parameter: PathParameter {
    func path(_ parameter: Parameter) -> String {
        guard let colon = pattern.utf8.firstIndex(of: UInt8(ascii: ":")) else { return pattern }
        let end = pattern.utf8[colon...].firstIndex(of: UInt8(ascii: "/")) ?? pattern.endIndex
        return "\(pattern[..<colon])\(parameter)\(pattern[end...])"
    }
}
