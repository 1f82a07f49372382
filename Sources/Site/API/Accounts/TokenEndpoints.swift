import Accounts
import HTTP

/// `auth/…`: making an account, signing in and out, and new tokens.
struct TokenEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    func signUp(_ request: Request) async throws -> Response {
        let input = try await request.input()
        var invitation: Token<Invitation>?
        if let text = input.text(.invitation) {
            guard let token = Token<Invitation>(encoded: text) else { throw SignUpClosed(reason: .badInvitation) }
            invitation = token
        }
        let issued = try await site.accounts.authentication.signUp(
            username: input.text(.username) ?? "", nickname: input.text(.nickname) ?? "",
            password: input.text(.password) ?? "", invitation: invitation, on: request.device)
        return try await grant(issued, status: .created)
    }

    /// `200` with tokens, or `202` with a challenge where a code is asked for.
    func signIn(_ request: Request) async throws -> Response {
        let input = try await request.input()
        let result = try await site.accounts.authentication.signIn(
            username: input.text(.username) ?? "", password: input.text(.password) ?? "",
            remember: input.flag(.remember) ?? true, on: request.device)
        switch result {
        case .done(let issued): return try await grant(issued)
        case .needsCode(let challenge): return .data(ChallengeResource(challenge), status: .accepted)
        }
    }

    func enterCode(_ request: Request) async throws -> Response {
        let input = try await request.input()
        guard let challenge = input.text(.challenge).flatMap(Token<TwoFactorChallenge>.init(encoded:)) else {
            throw AuthenticationError.challengeExpired
        }
        return try await grant(
            try await site.accounts.authentication.signIn(
                with: challenge, code: input.text(.code) ?? "", on: request.device))
    }

    func refresh(_ request: Request) async throws -> Response {
        guard let token = try await request.input().text(.refreshToken).flatMap(RefreshToken.init(encoded:)) else {
            throw RefreshRefused.unknown
        }
        let grant = try await site.accounts.tokens.refresh(token, on: request.device, by: site.tokenIssuer)
        return .data(TokenGrantResource(grant, origin: site.origin))
    }

    func logOut(_ request: Request, person: SignedIn) async throws -> Response {
        try await site.accounts.sessions.signOut(person)
        return .done
    }

    func logOutAll(_ request: Request, person: SignedIn) async throws -> Response {
        _ = try await site.accounts.sessions.revokeOthers(of: person)
        return try await logOut(request, person: person)
    }

    /// What could hurt the account needs a password that was given lately.
    func confirmPassword(_ request: Request, person: SignedIn) async throws -> Response {
        let password = try await request.input().text(.password) ?? ""
        _ = try await site.accounts.authentication.confirmPassword(person, password: password)
        return .done
    }

    /// All other sessions end; this one goes on with new tokens.
    func changePassword(_ request: Request, person: SignedIn) async throws -> Response {
        let input = try await request.input()
        return try await grant(
            try await site.accounts.authentication.changePassword(
                of: person, from: input.text(.currentPassword) ?? "", to: input.text(.newPassword) ?? ""))
    }

    private func grant(_ issued: IssuedSession, status: Status = .ok) async throws -> Response {
        let grant = try await site.accounts.tokens.issue(
            for: issued.session, of: issued.user, by: site.tokenIssuer)
        var resource = TokenGrantResource(grant, origin: site.origin)
        resource.recoveryCodesLeft = issued.recoveryCodesLeft.map(Int64.init)
        return .data(resource, status: status)
    }

    /// `GET /.well-known/jwks.json`: what others can check access tokens with (RFC 7517).
    func keySet(_ request: Request) throws -> Response {
        let keys = try site.accounts.tokens.publishedKeys()
        var response = Response.json(type: "application/jwk-set+json") { json in
            json.object { json in
                json.name("keys")
                json.array { json in for key in keys { key.write(&json) } }
            }
        }
        response.headers[.cacheControl] = "public, max-age=3600"
        return response
    }
}

extension PublishedKey {
    /// RFC 8037, 2.
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("kty", "OKP")
            json.member("crv", "Ed25519")
            json.member("use", "sig")
            json.member("alg", Self.algorithm)
            json.member("kid", id)
            json.member("x", x)
        }
    }
}

extension RefreshRefused: PublicError {
    var details: ProblemDetails {
        switch self {
        case .unknown:
            refused("invalid-refresh-token", Text("The refresh token is not valid, or its session has ended."))
        case .reused:
            refused(
                "refresh-token-reused",
                Text("This refresh token was used before. Somebody else may have it, so its session has been ended."))
        case .raced:
            ProblemDetails(
                .conflict, Text("That was not possible"),
                Text("This refresh token was used a moment ago. The answer to that request has the new tokens."),
                code: "refresh-token-used")
        }
    }

    private func refused(_ code: String, _ text: Text) -> ProblemDetails {
        .unauthorized(code, text, challenge: "Bearer realm=\"roost\"")
    }
}
