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
    /// The language that the visitor has chosen, or that the browser asks for.
    var language: Language {
        visitor.signedIn?.user.preferences.language ?? Language(accepting: headers[.acceptLanguage])
    }
}
