import Accounts

/// A person who is an administrator: a handler that takes one cannot be reached by anybody else.
///
/// What it does in their name is checked again where it is done, for they may be one no longer by then.
struct Administrator: Sendable {
    let person: SignedIn

    /// Nil for who is not one.
    init?(_ person: SignedIn) {
        guard person.user.role == .administrator else { return nil }
        self.person = person
    }

    var principal: Principal { .administrator(person) }
}

extension Route {
    static func get(
        _ path: SitePath<Void>,
        administrator handler: @escaping @Sendable (Request, Administrator) async throws -> Response
    ) -> Route {
        .get(path, signedIn: { try await handler($0, try administrator($1)) })
    }

    static func get<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        administrator handler: @escaping @Sendable (Request, Administrator, Parameter) async throws -> Response
    ) -> Route {
        .get(path, signedIn: { try await handler($0, try administrator($1), $2) })
    }

    static func post<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        administrator handler: @escaping @Sendable (Request, Administrator, Parameter) async throws -> Response
    ) -> Route {
        .post(path, signedIn: { try await handler($0, try administrator($1), $2) })
    }

    /// For everybody else the place is not there.
    private static func administrator(_ person: SignedIn) throws(HTTPError) -> Administrator {
        guard let administrator = Administrator(person) else { throw .notFound }
        return administrator
    }
}
