import Accounts
import HTTP
import Logging

/// Turns every error of a request to the API into problem details (RFC 9457), as ``ErrorPages`` makes pages of them.
struct APIProblems: Handler {
    let catalogs: PerLanguage<Catalog>
    /// The address of the page that explains problems.
    let documentation: String
    let log: Logger
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch {
            let failed = error as? FailedResponse
            let cause = failed?.cause ?? error
            let details = ProblemDetails(of: cause)
            if details.isLogged {
                log.error("request failed", metadata: ["request": "\(request.id)", "error": "\(cause)"])
            }
            let response = response(details, to: request, for: failed?.visitor ?? .anonymous)
            guard let visitor = failed?.visitor else { return response }
            return response.addressed(to: visitor)
        }
    }

    private func response(_ details: ProblemDetails, to request: Request, for visitor: Visitor) -> Response {
        let language =
            visitor.signedIn?.user.preferences.language ?? Language(accepting: request.headers[.acceptLanguage])
        let catalog = catalogs[language]
        var response = Response.json(status: details.status, type: "application/problem+json") { json in
            json.object { write(details, request.id, in: catalog, &$0) }
        }
        for (header, value) in details.headers { response.headers[header] = value }
        return response
    }

    private func write(_ details: ProblemDetails, _ requestID: String, in catalog: Catalog, _ json: inout JSONWriter) {
        // Without a type of its own, a problem is what its status says (RFC 9457, 4.2.1).
        json.member("type", details.code.map { "\(documentation)#\($0)" } ?? "about:blank")
        json.member("title", details.code == nil ? details.status.phrase : details.heading.text(in: catalog))
        json.member("status", details.status.code)
        json.member("detail", details.text.text(in: catalog))
        json.member("code", details.code ?? details.status.words)
        json.member("request_id", requestID)
        guard !details.fields.isEmpty else { return }
        json.name("errors")
        json.array { json in
            for problem in details.fields {
                json.object { json in
                    json.member("field", problem.field)
                    json.member("detail", problem.text.text(in: catalog))
                }
            }
        }
    }
}

extension Status {
    /// The phrase in small letters: "not-found".
    fileprivate var words: String { phrase.lowercased().replacing(" ", with: "-") }
}
