import Accounts

/// Who may use a route.
enum AccessLevel: Sendable {
    /// Anyone; the session is not looked up.
    case open
    /// Anyone; the handler learns who asks.
    case visitor
    /// People with a session. Everyone else is sent to the sign-in page.
    case signedIn
    /// Administrators. For everyone else the path does not exist.
    case administrator
}

/// Who may use a route, and what its handler takes as proof of that.
///
/// A handler that takes a person cannot be reached without one: only `admit` makes what it takes.
struct Access<Subject>: Sendable {
    let level: AccessLevel
    /// - Throws: ``SignInNeeded``, or `HTTPError.notFound` where the visitor may not know that the path exists.
    let admit: @Sendable (Request) async throws -> Subject
}

extension Access<Void> {
    static let open = Access(level: .open) { _ in }
}

extension Access<Visitor> {
    static let visitor = Access(level: .visitor) { $0.visitor }
}

extension Access<SignedIn> {
    static let signedIn = Access(level: .signedIn) { try $0.visitor.requireSignedIn() }
}

extension Access<Administrator> {
    static let administrator = Access(level: .administrator) { request in
        guard let administrator = Administrator(try request.visitor.requireSignedIn()) else { throw HTTPError.notFound }
        return administrator
    }
}

/// Thrown where a route needs a person and the request comes from nobody who has signed in.
struct SignInNeeded: Error {}

extension Visitor {
    fileprivate func requireSignedIn() throws(SignInNeeded) -> SignedIn {
        guard let signedIn else { throw SignInNeeded() }
        return signedIn
    }
}

/// A person who is an administrator.
///
/// The role is checked again in the transaction of each change, because it may have been taken away in the meantime.
struct Administrator: Sendable {
    let person: SignedIn

    /// Nil unless the person is an administrator.
    init?(_ person: SignedIn) {
        guard person.user.role == .administrator else { return nil }
        self.person = person
    }

    var principal: Principal { .administrator(person) }
}
