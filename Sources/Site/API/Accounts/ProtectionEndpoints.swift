import Accounts
import HTTP

/// `users/me/two-factor` and `users/me/activity/:id`: what protects the account, and what the person says of sign-ins.
struct ProtectionEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    private var twoFactor: TwoFactorService { site.accounts.twoFactor }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        .data(TwoFactorResource(try await twoFactor.state(of: person.user)))
    }

    /// A key for an authenticator app. Nothing changes until a code confirms it.
    func begin(_ request: Request, person: SignedIn) async throws -> Response {
        let key = try await twoFactor.begin(person)
        return .data(
            TwoFactorKeyResource(
                key: key.text, uri: key.uri(site: site.siteName, username: person.user.username)), status: .created)
    }

    func confirm(_ request: Request, person: SignedIn) async throws -> Response {
        let code = try await request.input().text(.code) ?? ""
        return .data(RecoveryCodesResource(try await twoFactor.confirm(person, code: code)))
    }

    func replaceCodes(_ request: Request, person: SignedIn) async throws -> Response {
        .data(RecoveryCodesResource(try await twoFactor.replaceRecoveryCodes(person)))
    }

    func disable(_ request: Request, person: SignedIn) async throws -> Response {
        try await twoFactor.disable(person)
        return .done
    }

    /// "That was me", or "that wasn't me", which ends all other sessions.
    func review(_ request: Request, person: SignedIn, id: ActivityID) async throws -> Response {
        switch try await request.input().word(.review, as: SignInReview.self) {
        case .denied: _ = try await site.accounts.activity.denySignIn(id.value, by: person)
        case .confirmed, nil: try await site.accounts.activity.confirmSignIn(id.value, by: person)
        }
        return .done
    }
}

/// What a person can say of a sign-in.
enum SignInReview: String, CaseIterable {
    case confirmed, denied
}

extension TwoFactorError: PublicError {
    var details: ProblemDetails {
        switch self {
        case .alreadyOn: .refused(Text("Two-factor sign-in is on already."))
        case .notSetUp: .refused(Text("Two-factor sign-in is off."))
        case .wrongCode: InvalidInput(.code, .wrongCode).details
        }
    }
}

struct TwoFactorResource: Resource {
    static let properties: [Property<Self>] = [
        .flag("is_on", \.isOn), .integer("recovery_codes_left", \.codesLeft),
    ]

    private let isOn: Bool
    private let codesLeft: Int64?

    init(_ state: TwoFactor) {
        isOn = state.isOn
        codesLeft = if case .on(_, let left) = state { Int64(left) } else { nil }
    }

    private init(isOn: Bool, codesLeft: Int64?) {
        (self.isOn, self.codesLeft) = (isOn, codesLeft)
    }

    static var example: Self { Self(isOn: true, codesLeft: 9) }
}

/// A key to give to an authenticator app.
struct TwoFactorKeyResource: Resource {
    static let properties: [Property<Self>] = [.text("key", \.key), .address("uri", \.uri)]

    let key: String
    let uri: String

    static var example: Self {
        Self(key: "JBSW Y3DP", uri: "otpauth://totp/Roost:ada?secret=JBSWY3DP&issuer=Roost")
    }
}

/// Codes for the day the app is out of reach. They are given once.
struct RecoveryCodesResource: Resource {
    static let properties: [Property<Self>] = [.texts("codes", \.codes)]

    private let codes: [String]?

    init(_ codes: [RecoveryCode]) {
        self.codes = codes.map(\.text)
    }

    private init(example: Void) {
        codes = ["abcd-efgh-jkmn-pqrs"]
    }

    static var example: Self { Self(example: ()) }
}
