import Accounts

/// The cookie that a browser holds between its password and its code.
struct TwoFactorChallenges: Sendable {
    let cookies: CookieNames

    func token(of request: Request) -> Token<TwoFactorChallenge>? {
        request.cookie(cookies.signInTicket).flatMap(Token.init(encoded:))
    }

    func cookie(for ticket: TwoFactorChallenge) -> Cookie {
        Cookie(name: cookies.signInTicket, value: ticket.token.encoded, maxAge: TwoFactorChallenge.lifetime)
    }

    var clearedCookie: Cookie {
        Cookie(name: cookies.signInTicket, value: "", maxAge: 0)
    }
}
