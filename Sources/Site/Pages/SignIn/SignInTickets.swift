import Accounts

/// The cookie that a browser holds between its password and its code.
struct SignInTickets: Sendable {
    let cookies: CookieNames

    func token(of request: Request) -> Token<SignInTicket>? {
        request.cookie(cookies.signInTicket).flatMap(Token.init(encoded:))
    }

    func cookie(for ticket: SignInTicket) -> Cookie {
        Cookie(name: cookies.signInTicket, value: ticket.token.encoded, maxAge: SignInTicket.lifetime)
    }

    var clearedCookie: Cookie {
        Cookie(name: cookies.signInTicket, value: "", maxAge: 0)
    }
}
