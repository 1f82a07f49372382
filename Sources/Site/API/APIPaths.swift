import Accounts
import Conversation

/// Every path of the API.
struct APIPaths: Sendable {
    static let prefix = "/api/"
    static let base = "/api/v1"

    static let documentation = "/api/v1/docs"

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
    let user: SitePath<UserReference> = "/api/v1/users/:user"
}

let apiPaths = APIPaths()

/// A person in a path of the API: the number of the account, or `@` and the username.
enum UserReference: PathParameter, Hashable {
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
    /// Who makes access tokens here.
    var tokenIssuer: TokenIssuer {
        TokenIssuer(name: publicURL.origin, audience: publicURL.origin + APIPaths.base)
    }
}
