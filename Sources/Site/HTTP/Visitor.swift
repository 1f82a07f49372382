import Accounts
import Synchronization

/// Who a request comes from.
enum Visitor: Sendable {
    case anonymous
    case signedIn(SignedIn)

    var signedIn: SignedIn? {
        if case .signedIn(let visitor) = self { visitor } else { nil }
    }
}

extension Request {
    /// The language that a person has chosen, or that the browser asks for.
    func language(for visitor: Visitor) -> Language {
        visitor.signedIn?.user.preferences.language ?? Language(accepting: headers[.acceptLanguage])
    }
}

/// Who a request turned out to come from, for those outside of the session middleware: the log and the error pages.
final class VisitorBox: Sendable {
    private let visitor = Mutex<Visitor?>(nil)

    /// Nil until the session has been looked up.
    var value: Visitor? {
        get { visitor.withLock { $0 } }
        set { visitor.withLock { $0 = newValue } }
    }
}
