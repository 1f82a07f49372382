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
    private let issued = Mutex<[Cookie]>([])

    /// What the browser must be given with whatever is answered: those that it came with count no more.
    var cookies: [Cookie] {
        get { issued.withLock { $0 } }
        set { issued.withLock { $0 = newValue } }
    }

    /// Nil until the session has been looked up.
    var value: Visitor? {
        get { visitor.withLock { $0 } }
        set { visitor.withLock { $0 = newValue } }
    }
}
