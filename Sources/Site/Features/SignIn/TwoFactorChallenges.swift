import Accounts

/// The cookie that a browser has between the password and the code.
struct TwoFactorChallenges: Sendable {
    let cookies: CookieNames

    func token(of request: Request) -> Token<TwoFactorChallenge>? {
        request.cookie(cookies.twoFactorChallenge).flatMap(Token.init(encoded:))
    }

    func cookie(for challenge: TwoFactorChallenge) -> Cookie {
        Cookie(name: cookies.twoFactorChallenge, value: challenge.token.encoded, maxAge: TwoFactorChallenge.lifetime)
    }

    var clearedCookie: Cookie {
        Cookie(name: cookies.twoFactorChallenge, value: "", maxAge: 0)
    }
}
