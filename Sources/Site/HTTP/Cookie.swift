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
    /// The value of a cookie that was sent; nil if there is none or more than one of that name, or if the value is not
    /// ASCII as all of ours are.
    func cookie(_ name: String) -> String? {
        var found: ArraySlice<UInt8>?
        for header in headers.values(of: .cookie) {
            for pair in header.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") }
                guard pair.starts(with: name.utf8) else { continue }
                let rest = pair.dropFirst(name.utf8.count)
                guard rest.first == UInt8(ascii: "=") else { continue }
                guard found == nil else { return nil }
                found = rest.dropFirst()
            }
        }
        guard let found, found.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(decoding: found, as: UTF8.self)
    }
}
