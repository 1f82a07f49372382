import Accounts
import HTTP

/// One line of the table of routes: a method and a place, who may enter, and who answers.
struct Route: Sendable {
    typealias Open = @Sendable (Request) async throws -> Response
    typealias ForVisitor = @Sendable (Request, Visitor) async throws -> Response
    typealias ForSignedIn = @Sendable (Request, SignedIn) async throws -> Response

    /// Who may enter. What a handler takes is what it needs: one that takes a person cannot be reached without.
    enum Endpoint: Sendable {
        /// Anyone; nobody asks who.
        case open(Open)
        /// Anyone; the session, if there is one, has been looked up.
        case visitor(ForVisitor)
        /// People who are signed in; others are sent to the sign-in page.
        case signedIn(ForSignedIn)
    }

    /// Its place in the table.
    var number = 0
    let method: RequestMethod
    let pattern: String
    /// The most that a request's body may have, in bytes.
    let bodyLimit: Int
    /// The endpoint for the text of the pattern's parameter; nil when the text is not one.
    let endpoint: @Sendable (String) -> Endpoint?
}

extension Route {
    /// 64 KB: no form of the site comes near it.
    static let formLimit = 64 * 1024

    static func get(_ path: SitePath<Void>, open handler: @escaping Open) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { _ in .open(handler) }
    }

    static func get<Parameter: PathParameter>(
        _ path: SitePath<Parameter>, open handler: @escaping @Sendable (Request, Parameter) async throws -> Response
    ) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { text in
            Parameter(text).map { parameter in .open { try await handler($0, parameter) } }
        }
    }

    static func get(_ path: SitePath<Void>, visitor handler: @escaping ForVisitor) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { _ in .visitor(handler) }
    }

    static func get(_ path: SitePath<Void>, signedIn handler: @escaping ForSignedIn) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { _ in .signedIn(handler) }
    }

    static func get<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        signedIn handler: @escaping @Sendable (Request, SignedIn, Parameter) async throws -> Response
    ) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { text in
            Parameter(text).map { parameter in .signedIn { try await handler($0, $1, parameter) } }
        }
    }

    static func get<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        visitor handler: @escaping @Sendable (Request, Visitor, Parameter) async throws -> Response
    ) -> Route {
        Route(method: .get, pattern: path.pattern, bodyLimit: 0) { text in
            Parameter(text).map { parameter in .visitor { try await handler($0, $1, parameter) } }
        }
    }

    static func post<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        visitor handler: @escaping @Sendable (Request, Visitor, Parameter) async throws -> Response
    ) -> Route {
        Route(method: .post, pattern: path.pattern, bodyLimit: formLimit) { text in
            Parameter(text).map { parameter in .visitor { try await handler($0, $1, parameter) } }
        }
    }

    static func post(_ path: SitePath<Void>, visitor handler: @escaping ForVisitor) -> Route {
        Route(method: .post, pattern: path.pattern, bodyLimit: formLimit) { _ in .visitor(handler) }
    }

    static func post(
        _ path: SitePath<Void>, bodyLimit: Int = formLimit, signedIn handler: @escaping ForSignedIn
    ) -> Route {
        Route(method: .post, pattern: path.pattern, bodyLimit: bodyLimit) { _ in .signedIn(handler) }
    }

    static func post<Parameter: PathParameter>(
        _ path: SitePath<Parameter>,
        signedIn handler: @escaping @Sendable (Request, SignedIn, Parameter) async throws -> Response
    ) -> Route {
        Route(method: .post, pattern: path.pattern, bodyLimit: formLimit) { text in
            Parameter(text).map { parameter in .signedIn { try await handler($0, $1, parameter) } }
        }
    }
}
