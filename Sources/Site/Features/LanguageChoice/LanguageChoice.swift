import Accounts
import Foundation
import HTTP

/// `POST /language`: the language of this browser, for people who have not signed in.
struct LanguageChoice: Sendable {
    let cookies: CookieNames

    func choose(_ request: Request, visitor: Visitor) async throws -> Response {
        let language = try await request.form()[.language].flatMap(Language.init(rawValue:))
        let response = Response.redirect(to: request.referringPath?.text ?? paths.home())
        guard let language else { return response }
        return response.setting(Cookie(name: cookies.language, value: language.rawValue, maxAge: 365 * 86_400))
    }
}

extension Request {
    /// The page of this site that the request comes from, as far as the browser says.
    fileprivate var referringPath: LocalPath? {
        guard let url = headers[FieldName("Referer")].flatMap(URL.init(string:)), let host = headers[.host],
            url.authority == host.lowercased()
        else { return nil }
        return LocalPath(url.path(percentEncoded: true) + (url.query(percentEncoded: true).map { "?" + $0 } ?? ""))
    }
}
