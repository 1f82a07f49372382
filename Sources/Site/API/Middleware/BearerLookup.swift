import Accounts
import HTTP

/// Finds out who asks by the token of the request (RFC 6750, 2.1), unless the route is open, and whether the token's scope
/// allows the operation.
struct BearerLookup: Handler {
    let accounts: Accounts
    let issuer: TokenIssuer
    let uploads: UploadPlaces
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard case .found(let route, _) = request.match, route.level != .open else {
            return try await next.respond(to: request)
        }
        let identity = try await identity(of: request)
        let visitor = identity.map { Visitor.signedIn($0.signedIn) } ?? .anonymous
        do {
            if let identity, let operation = route.operation, !identity.scope.covers(operation.scope) {
                throw APIError.scopeNeeded(operation.scope)
            }
            let request = try await request.with(identity?.scope ?? .full).with(visitor, accounts, uploads)
            return try await next.respond(to: request).addressed(to: visitor)
        } catch {
            throw FailedResponse.wrapping(error, visitor: visitor)
        }
    }

    /// - Throws: ``APIError/badToken`` for a token that is given and not valid.
    private func identity(of request: Request) async throws -> BearerIdentity? {
        guard let value = request.headers[.authorization] else { return nil }
        guard let token = Self.token(in: value), let identity = try await accounts.tokens.identify(token, by: issuer)
        else {
            throw APIError.badToken
        }
        return identity
    }

    /// Case does not matter in the name of the scheme (RFC 9110, 11.1).
    private static func token(in value: String) -> String? {
        let parts = value.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bearer" else { return nil }
        return String(Substring(parts[1]).trimmingBlanks)
    }
}
