import HTTP
import Media
import Support

/// Redirects to the sign-in page when a route needs a person and nobody is signed in. The page then says if a session has
/// ended.
struct SignInRedirect: Handler {
    let sessions: SessionReader
    let flashes: Flashes
    let router: Router
    let media: MediaStore
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch is SignInNeeded {
            let text = await unsentText(of: request)
            // The sign-in page stands in no frame, and cannot give back what somebody wrote.
            guard !request.isInFrame, text == nil else {
                throw HTTPError.signedOut(losesForm: !request.isSafe, text: text, next: page(of: request))
            }
            return request.isSafe ? redirect(request, to: request.target) : refuse(request)
        }
    }

    /// What somebody has written in a composer whose session has ended meanwhile; nil where that is more than a text.
    private func unsentText(of request: Request) async -> String? {
        let type = request.headers[.contentType] ?? ""
        guard !request.isSafe, let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length <= Route.formLimit
        else { return nil }
        let text: String?
        if MultipartBoundary(contentType: type) != nil {
            let limits = MultipartForm.Limits(fileField: "", files: 0, fileBytes: 0)
            text = try? await MultipartForm.read(request, limits: limits, to: media)[.body]
        } else {
            text = try? await request.form()[.body]
        }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func redirect(_ request: Request, to target: String) -> Response {
        // A browser does not send the fragment, by which the message is in view.
        let message = request.queryString?[.at].flatMap(MessageNumber.init)
        let target = message.map { "\(target)#m\($0.value)" } ?? target
        let response = Response.redirect(
            to: "\(paths.signIn())?next=\(target.percentEncoded(keeping: .unreservedAndSlash))")
        guard sessions.hasSession(request) else { return response }
        // Without the cookie, it is said once.
        return response.setting([flashes.cookie(for: .sessionOver), sessions.clearedCookie]).clearingData
    }

    /// A redirect cannot repeat a post, so the person returns to the page with the form.
    private func refuse(_ request: Request) -> Response {
        let response = Response.redirect(to: paths.signIn, next: page(of: request))
            .setting([flashes.cookie(for: .notSaved), sessions.clearedCookie])
        return sessions.hasSession(request) ? response.clearingData : response
    }

    /// The page that a request comes from: of a frame, the room that it stands in.
    private func page(of request: Request) -> LocalPath? {
        let page = request.isInFrame ? router.room(of: request.path) : router.formPage(of: request.path)
        return page.flatMap(LocalPath.init)
    }
}
