import Accounts
import HTTP
import Logging

/// Turns every error into a page that says what happened and what to do, with the status that fits. What a person
/// caused is theirs to mend; what they did not is logged with the request's id, which the page shows.
struct ErrorPages: Handler {
    let page: Page<ErrorView>
    let sessions: SessionReader
    let log: Logger
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch {
            return await answer(to: request, explaining: Explanation(of: error)).setting(request.visitor.cookies)
        }
    }

    private func answer(to request: Request, explaining explanation: Explanation) async -> Response {
        if let cause = explanation.cause {
            log.error("request failed", metadata: ["request": "\(request.id)", "error": "\(cause)"])
        }
        var response = await rendered(explanation, for: request)
        for (header, value) in explanation.headers { response.headers[header] = value }
        return response
    }

    private func rendered(_ explanation: Explanation, for request: Request) async -> Response {
        // A person who is signed in sees the page as one who is; not at the price of a second failure.
        let visitor = explanation.cause == nil ? try? await sessions.visitor(of: request) : nil
        let view = ErrorView(explanation, requestID: request.id)
        do {
            return try page.response(
                view, to: visitor ?? request.visitor.value ?? .anonymous, request: request,
                status: explanation.status)
        } catch {
            log.error("error page failed", metadata: ["request": "\(request.id)", "error": "\(error)"])
            return .text("\(explanation.heading.english) (\(request.id))", status: explanation.status)
        }
    }
}
