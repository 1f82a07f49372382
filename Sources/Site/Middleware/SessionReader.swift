import Accounts
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

    /// The cookies that a browser keeps for a session that it was given: the session's own, and for a year the mark of
    /// a device that has signed in before.
    func cookies(for issued: IssuedSession) -> [Cookie] {
        [cookie(issued.token, remembered: issued.session.remembered), mark(for: issued.user)]
    }

    /// The mark for a browser whose person has shown who they are.
    func mark(for user: User) -> Cookie {
        Cookie(name: cookies.knownDevice, value: accounts.knownDevice.token(for: user), maxAge: 365 * 86_400)
    }

    /// What a browser kept when it signed in before.
    func mark(of request: Request) -> String? {
        request.cookie(cookies.knownDevice)
    }

    /// The cookie it came with, to be kept anew.
    func renewedCookie(for person: SignedIn, _ request: Request) -> Cookie? {
        token(of: request).map { cookie($0, remembered: person.session.remembered) }
    }

    /// Takes the session's cookie away.
    var clearedCookie: Cookie {
        Cookie(name: cookies.session, value: "", maxAge: 0)
    }

    /// Takes away all that a browser kept of an account.
    var clearedCookies: [Cookie] {
        [clearedCookie, Cookie(name: cookies.knownDevice, value: "", maxAge: 0)]
    }

    private func token(of request: Request) -> SessionToken? {
        request.cookie(cookies.session).flatMap(SessionToken.init(encoded:))
    }

    private func cookie(_ token: SessionToken, remembered: Bool) -> Cookie {
        let maxAge = remembered ? accounts.lifetime.idle(remembered: true) : nil
        return Cookie(name: cookies.session, value: token.encoded, maxAge: maxAge)
    }
}
