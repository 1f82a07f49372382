import Accounts
import Conversation

/// Every path of the API.
struct APIPaths: Sendable {
    /// Below these, no cookie is read. Webhooks have addresses of their own, as short as can be.
    static let prefixes = ["/api/", "/hooks/"]
    static let base = "/api/v1"

    let openAPI: FixedPath = "/api/v1/openapi.json"
    let asyncAPI: FixedPath = "/api/v1/asyncapi.json"
    let keySet: FixedPath = "/.well-known/jwks.json"

    let signUp: FixedPath = "/api/v1/auth/signup"
    let signIn: FixedPath = "/api/v1/auth/signin"
    let signInCode: FixedPath = "/api/v1/auth/signin/code"
    let refresh: FixedPath = "/api/v1/auth/refresh"
    let logOut: FixedPath = "/api/v1/auth/logout"
    let logOutAll: FixedPath = "/api/v1/auth/logout-all"
    let confirmPassword: FixedPath = "/api/v1/auth/confirm"
    let session: FixedPath = "/api/v1/auth/session"
    let sessions: FixedPath = "/api/v1/auth/sessions"
    let oneSession: SitePath<SessionID> = "/api/v1/auth/sessions/:id"

    let me: FixedPath = "/api/v1/users/me"
    let password: FixedPath = "/api/v1/users/me/password"
    let avatar: FixedPath = "/api/v1/users/me/avatar"
    let activity: FixedPath = "/api/v1/users/me/activity"
    let export: FixedPath = "/api/v1/users/me/export"
    let review: SitePath<ActivityID> = "/api/v1/users/me/activity/:id"
    let twoFactor: FixedPath = "/api/v1/users/me/two-factor"
    let confirmTwoFactor: FixedPath = "/api/v1/users/me/two-factor/confirm"
    let recoveryCodes: FixedPath = "/api/v1/users/me/two-factor/codes"
    let ownFiles: FixedPath = "/api/v1/users/me/files"
    let tokens: FixedPath = "/api/v1/users/me/tokens"
    let token: SitePath<SessionID> = "/api/v1/users/me/tokens/:id"
    let bots: FixedPath = "/api/v1/admin/bots"
    let botToken: SitePath<PersonID> = "/api/v1/admin/bots/:id/token"
    let blocked: FixedPath = "/api/v1/users/me/blocked"
    let user: SitePath<UserReference> = "/api/v1/users/:user"
    let block: SitePath<UserReference> = "/api/v1/users/:user/block"

    let rooms: FixedPath = "/api/v1/rooms"
    let joinableRooms: FixedPath = "/api/v1/rooms/joinable"
    let directRoom: FixedPath = "/api/v1/rooms/direct"
    let room: SitePath<RoomReference> = "/api/v1/rooms/:room"
    let hooks: SitePath<RoomReference> = "/api/v1/rooms/:room/hooks"
    let oneHook: SitePath<RoomReference, PersonID> = "/api/v1/rooms/:room/hooks/:user"
    let outgoingHooks: SitePath<RoomReference> = "/api/v1/rooms/:room/outgoing-hooks"
    let outgoingHook: SitePath<RoomReference, HookID> = "/api/v1/rooms/:room/outgoing-hooks/:id"
    let hook: SitePath<HookToken> = "/hooks/:token"
    let events: SitePath<RoomReference> = "/api/v1/rooms/:room/events"
    let presence: SitePath<RoomReference> = "/api/v1/rooms/:room/presence"
    let membership: SitePath<RoomReference> = "/api/v1/rooms/:room/membership"
    let receipts: SitePath<RoomReference> = "/api/v1/rooms/:room/receipts"
    let readMark: SitePath<RoomReference> = "/api/v1/rooms/:room/read"
    let members: SitePath<RoomReference> = "/api/v1/rooms/:room/members"
    let member: SitePath<RoomReference, PersonID> = "/api/v1/rooms/:room/members/:user"

    let messages: SitePath<RoomReference> = "/api/v1/rooms/:room/messages"
    let changes: SitePath<RoomReference> = "/api/v1/rooms/:room/changes"
    let roomFiles: SitePath<RoomReference> = "/api/v1/rooms/:room/files"
    let versions: SitePath<RoomReference, MessageNumber> = "/api/v1/rooms/:room/messages/:number/versions"
    let pins: SitePath<RoomReference> = "/api/v1/rooms/:room/pins"
    let message: SitePath<RoomReference, MessageNumber> = "/api/v1/rooms/:room/messages/:number"
    let pin: SitePath<RoomReference, MessageNumber> = "/api/v1/rooms/:room/messages/:number/pin"
    let report: SitePath<RoomReference, MessageNumber> = "/api/v1/rooms/:room/messages/:number/report"
    let reaction: SitePath<RoomReference, MessageNumber, EmojiParameter> =
        "/api/v1/rooms/:room/messages/:number/reactions/:emoji"
    let file: SitePath<AttachmentID> = "/api/v1/files/:id"
    let thumbnail: SitePath<AttachmentID> = "/api/v1/files/:id/thumbnail"

    let live: FixedPath = "/api/v1/live"
    let search: FixedPath = "/api/v1/search"
    let mentions: FixedPath = "/api/v1/mentions"
    let readMentions: FixedPath = "/api/v1/mentions/read"
    let reports: FixedPath = "/api/v1/reports"
    let resolveReport: SitePath<ReportID> = "/api/v1/reports/:id/resolve"

    let people: FixedPath = "/api/v1/admin/users"
    let person: SitePath<PersonID> = "/api/v1/admin/users/:id"
    let personsSessions: SitePath<PersonID> = "/api/v1/admin/users/:id/sessions"
    let personsTwoFactor: SitePath<PersonID> = "/api/v1/admin/users/:id/two-factor"
    let personsResetLink: SitePath<PersonID> = "/api/v1/admin/users/:id/reset-link"
    let invitations: FixedPath = "/api/v1/admin/invitations"
    let invitation: SitePath<InvitationID> = "/api/v1/admin/invitations/:id"
    let audit: FixedPath = "/api/v1/admin/audit"
}

let apiPaths = APIPaths()

/// A person in a path of the API: the number of the account, or `@` and the username.
enum UserReference: PathParameter, Hashable {
    static let schema = Schema.text(pattern: "^([1-9][0-9]*|@[a-z0-9_.-]{1,32})$")

    case id(User.ID)
    case username(String)

    init?(_ description: String) {
        if let id = PersonID(description) {
            self = .id(id.value)
        } else if description.hasPrefix("@"),
            // Names that look like numbers have the `@` in pages as well.
            let name = PersonName(String(description.dropFirst())) ?? PersonName(description)
        {
            self = .username(name.username)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .id(let id): String(id)
        case .username(let name): "@" + name
        }
    }
}

extension SiteContext {
    /// The issuer of this site's access tokens.
    var tokenIssuer: TokenIssuer {
        TokenIssuer(name: publicURL.origin, audience: publicURL.origin + APIPaths.base)
    }
}
