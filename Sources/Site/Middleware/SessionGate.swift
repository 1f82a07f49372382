import Accounts
import Foundation
import HTTP

/// Looks up the session where the route asks for it, lets in whom the route lets in, and sends the others to the
/// sign-in page. The innermost middleware: it calls the page.
struct SessionGate: Handler {
    let sessions: SessionReader
    let proof: PasswordConfirmationPage

    func respond(to request: Request) async throws -> Response {
        switch request.match {
        case .notFound: throw HTTPError.notFound
        case .refused(let refusal): throw refusal
        case .wrongMethod(let allowed) where request.method == .options: return .allowing(allowed)
        case .wrongMethod(let allowed): throw HTTPError.methodNotAllowed(allowed: allowed.map(\.rawValue))
        case .found(let route, let page):
            let visitor = route.level == .open ? .anonymous : try await sessions.visitor(of: request)
            return prolong(visitor.signedIn, request, try await respond(to: request, visitor, page))
        }
    }

    private func respond(to request: Request, _ visitor: Visitor, _ page: Route.Page) async throws -> Response {
        do {
            return try await page(request, visitor)
        } catch is SignInNeeded {
            return toSignIn(request)
        } catch let error as Accounts.PasswordConfirmationNeeded where !request.isSafe {
            guard let person = visitor.signedIn else { throw error }
            return try await proof.answer(request, person) { try await page($0, .signedIn($1)) }
        }
    }

    /// A redirect cannot repeat a POST, so people return only to pages.
    private func toSignIn(_ request: Request) -> Response {
        guard request.isSafe else { return .redirect(to: paths.signIn) }
        let next =
            request.target.addingPercentEncoding(withAllowedCharacters: .nextParameter) ?? paths.dashboard()
        return .redirect(to: "\(paths.signIn())?next=\(next)")
    }

    /// Sends the cookie of a prolonged session again, unless the page has set or cleared it itself.
    private func prolong(_ person: SignedIn?, _ request: Request, _ response: Response) -> Response {
        guard let person, person.isRenewed, let cookie = sessions.renewedCookie(for: person, request),
            !response.cookies.contains(where: { $0.name == cookie.name })
        else { return response }
        return response.setting(cookie)
    }
}

extension CharacterSet {
    fileprivate static let nextParameter = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}

extension Response {
    /// What `OPTIONS` answers (RFC 9110, 9.3.7).
    fileprivate static func allowing(_ methods: [RequestMethod]) -> Response {
        var response = Response(status: .ok)
        response.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        return response
    }
}
