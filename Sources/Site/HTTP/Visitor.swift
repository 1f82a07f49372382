import Accounts

/// Who a request comes from.
enum Visitor: Sendable {
    case anonymous
    case signedIn(SignedIn)

    var signedIn: SignedIn? {
        if case .signedIn(let visitor) = self { visitor } else { nil }
    }
}

extension Request {
    /// The language that the visitor has chosen, for the account or in this browser, or that the browser asks for.
    var language: Language {
        if let chosen = visitor.signedIn?.user.preferences.language { return chosen }
        let kept = cookie(CookieNames.secure.language) ?? cookie(CookieNames.plain.language)
        return kept.flatMap(Language.init(rawValue:)) ?? Language(accepting: headers[.acceptLanguage])
    }
}
