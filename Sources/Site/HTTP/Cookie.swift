import Foundation
import HTTP

/// A cookie to set (RFC 6265): for the whole site, hidden from scripts, and not sent with posts from other sites.
struct Cookie: Sendable {
    let name: String
    let value: String
    /// How many seconds the browser keeps it; nil for until it closes.
    let maxAge: TimeInterval?

    /// The value of the Set-Cookie header.
    func header(secure: Bool) -> String {
        var header = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { header += "; Max-Age=\(Int(maxAge))" }
        if secure { header += "; Secure" }
        return header
    }
}

/// The names of the site's cookies. With https, the prefix `__Host-` makes browsers accept them from this very host
/// only (RFC 6265bis, 4.1.3.2).
struct CookieNames: Sendable {
    let session: String
    let flash: String
    let knownDevice: String
    let twoFactorChallenge: String
    /// Says that this browser is to get plain pages.
    let plainPages: String
    let language: String

    static let secure = CookieNames(secure: true)
    static let plain = CookieNames(secure: false)

    init(secure: Bool) {
        session = secure ? "__Host-session_token" : "session_token"
        flash = secure ? "__Host-flash" : "flash"
        knownDevice = secure ? "__Host-known_device" : "known_device"
        twoFactorChallenge = secure ? "__Host-sign_in_ticket" : "sign_in_ticket"
        plainPages = secure ? "__Host-plain_pages" : "plain_pages"
        language = secure ? "__Host-language" : "language"
    }
}

extension Request {
    func cookie(_ name: String) -> String? { headers.cookie(name) }
}
