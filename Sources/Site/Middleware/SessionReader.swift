import Accounts
import Foundation

/// Reads and writes the cookies of sessions.
struct SessionReader: Sendable {
    let accounts: Accounts
    let cookies: CookieNames
    /// The zone of people who have chosen none; nil for UTC.
    var timeZone: TimeZoneName?

    /// Looks up who sends the request. A person without a time zone has the site's.
    func visitor(of request: Request) async throws -> Visitor {
        guard let token = token(of: request), let person = try await accounts.sessions.authenticate(token) else {
            return .anonymous
        }
        guard timeZone != nil, person.user.preferences.timeZone == nil else { return .signedIn(person) }
        var user = person.user
        user.preferences.timeZone = timeZone
        return .signedIn(SignedIn(user: user, session: person.session, isRenewed: person.isRenewed))
    }

    /// Whether the browser believes that it is signed in.
    func hasSession(_ request: Request) -> Bool {
        request.cookie(cookies.session)?.isEmpty == false
    }

    /// The cookies for a session that was issued: the session's own, and one for a year that marks a device that has
    /// signed in before.
    func cookies(for issued: IssuedSession) -> [Cookie] {
        [cookie(issued.token, remembered: issued.session.remembered), knownDeviceCookie(for: issued.user)]
    }

    /// The cookie for the browser of a person who was authenticated.
    func knownDeviceCookie(for user: User) -> Cookie {
        Cookie(
            name: cookies.knownDevice, value: accounts.authentication.knownDevices.cookie(for: user),
            maxAge: 365 * 86_400)
    }

    /// The cookie that the browser kept when somebody last signed in with it.
    func knownDevice(of request: Request) -> String? {
        request.cookie(cookies.knownDevice)
    }

    /// The session cookie that the request came with, to be kept for longer.
    func renewedCookie(for person: SignedIn, _ request: Request) -> Cookie? {
        token(of: request).map { cookie($0, remembered: person.session.remembered) }
    }

    /// Takes the session's cookie away.
    var clearedCookie: Cookie {
        Cookie(name: cookies.session, value: "", maxAge: 0)
    }

    /// Takes away every cookie that a browser kept for an account.
    var clearedCookies: [Cookie] {
        [clearedCookie, Cookie(name: cookies.knownDevice, value: "", maxAge: 0)]
    }

    private func token(of request: Request) -> SessionToken? {
        request.cookie(cookies.session).flatMap(SessionToken.init(encoded:))
    }

    private func cookie(_ token: SessionToken, remembered: Bool) -> Cookie {
        let maxAge = remembered ? accounts.sessions.lifetime.idle(remembered: true) : nil
        return Cookie(name: cookies.session, value: token.encoded, maxAge: maxAge)
    }
}
