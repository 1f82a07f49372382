import Foundation
import HTTP

/// A cookie to be set (RFC 6265): for the whole site, out of reach of scripts, not sent with posts from other sites.
struct Cookie: Sendable {
    let name: String
    let value: String
    /// Seconds to keep it; nil until the browser closes.
    let maxAge: TimeInterval?

    /// The value of the Set-Cookie header.
    func header(secure: Bool) -> String {
        var header = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { header += "; Max-Age=\(Int(maxAge))" }
        if secure { header += "; Secure" }
        return header
    }
}

/// The cookies that the site knows, by the names that the public URL asks for: with https the `__Host-` prefix makes
/// browsers refuse them from anywhere but this very host (RFC 6265bis, 4.1.3.2).
struct CookieNames: Sendable {
    let session: String
    let flash: String
    let knownDevice: String
    let signInTicket: String

    init(secure: Bool) {
        session = secure ? "__Host-session_token" : "session_token"
        flash = secure ? "__Host-flash" : "flash"
        knownDevice = secure ? "__Host-known_device" : "known_device"
        signInTicket = secure ? "__Host-sign_in_ticket" : "sign_in_ticket"
    }
}

extension Request {
    /// The value of a cookie that was sent; nil when there is none, or more than one of that name, or when it is not in
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
