import Accounts
import FlyingFox
import Foundation

/// From the cookie to the person, and back.
struct SessionReader: Sendable {
    let accounts: Accounts
    let cookies: CookieNames

    /// Who sends the request; looked up once per request.
    func visitor(of request: Request) async throws -> Visitor {
        if let known = request.visitor.value { return known }
        var visitor = Visitor.anonymous
        if let token = token(of: request), let person = try await accounts.authenticate(token) {
            visitor = .signedIn(person)
        }
        request.visitor.value = visitor
        return visitor
    }

    /// The cookie that a browser keeps for a session that it was given.
    func cookie(for issued: IssuedSession) -> Cookie {
        cookie(issued.token, remembered: issued.session.remembered)
    }

    /// The cookie it came with, to be kept anew.
    func renewedCookie(for person: SignedIn, _ request: Request) -> Cookie? {
        token(of: request).map { cookie($0, remembered: person.session.remembered) }
    }

    /// Takes the cookie away.
    var clearedCookie: Cookie {
        Cookie(name: cookies.session, value: "", maxAge: 0)
    }

    private func token(of request: Request) -> SessionToken? {
        request.cookie(cookies.session).flatMap(SessionToken.init(encoded:))
    }

    private func cookie(_ token: SessionToken, remembered: Bool) -> Cookie {
        let maxAge = remembered ? accounts.lifetime.idle(remembered: true) : nil
        return Cookie(name: cookies.session, value: token.encoded, maxAge: maxAge)
    }
}
