import Accounts
import HTTP
import Logging

/// Turns every error into a page that says what happened and what to do, with the status that fits. An error that the
/// visitor did not cause is logged with the request's id, which the page shows.
struct ErrorPages: Handler {
    let page: Page<ErrorView>
    /// For what is shown in a frame.
    let framed: FramePage<FrameErrorView>
    let sessions: SessionReader
    /// Whether mistakes in templates are shown, to people who work on them.
    let showsTemplateErrors: Bool
    let log: Logger
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch {
            let failed = error as? FailedResponse
            let cause = failed?.cause ?? error
            let details = details(of: cause)
            if details.isLogged {
                log.error("request failed", metadata: ["request": "\(request.id)", "error": "\(cause)"])
            }
            let visitor = await visitor(of: request, details, known: failed?.visitor)
            return await render(details, for: request.with(visitor)).setting(failed?.cookies ?? []).addressed(
                to: visitor)
        }
    }

    private func details(of error: any Error) -> ProblemDetails {
        if showsTemplateErrors, let error = error as? TemplateError { return .templateError(error) }
        return ProblemDetails(of: error)
    }

    /// Whose page it is. After a fault of the site the session is not looked up: that might fail as well.
    private func visitor(of request: Request, _ details: ProblemDetails, known: Visitor?) async -> Visitor {
        if let known { return known }
        guard !details.isLogged else { return .anonymous }
        return (try? await sessions.visitor(of: request)) ?? .anonymous
    }

    private func render(_ details: ProblemDetails, for request: Request) async -> Response {
        var response: Response
        do {
            if request.isInFrame {
                let details = details.status == .notFound ? ProblemDetails.roomIsGone : details
                let view = FrameErrorView(ErrorView(details, requestID: request.id))
                response = try framed.response(view, to: request, status: details.status)
            } else {
                let view = ErrorView(details, requestID: request.id)
                response = try await page.response(view, to: request, status: details.status)
            }
        } catch {
            log.error("error page failed", metadata: ["request": "\(request.id)", "error": "\(error)"])
            // Where the layout itself has a mistake.
            let reason = (error as? TemplateError).map { showsTemplateErrors ? ": \($0)" : "" } ?? ""
            response = .text("\(details.heading.english)\(reason) (\(request.id))", status: details.status)
        }
        for (header, value) in details.headers { response.headers[header] = value }
        return response
    }
}

extension ProblemDetails {
    /// Nobody types the address of a frame: what is not found any more was there before.
    fileprivate static let roomIsGone = ProblemDetails(
        .notFound, Text("This room is not there for you any more"),
        Text("It was deleted, or you are not in it any more."))

    /// For people who work on templates, and would have to look into the log.
    fileprivate static func templateError(_ error: TemplateError) -> ProblemDetails {
        ProblemDetails(.internalServerError, Text("A template has a mistake"), Text(verbatim: "\(error)")).logged
    }
}
