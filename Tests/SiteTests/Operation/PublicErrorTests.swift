import Accounts
import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PublicErrorTests {
    private struct Unknown: Error {}

    private struct Failing: Handler {
        let error: any Error

        func respond(to request: Request) async throws -> Response { throw error }
    }

    private func response(to error: any Error, _ site: TestSite) async throws -> Response {
        let context = try site.context()
        let pages = ErrorPages(
            page: try Page(context), framed: try FramePage(context), sessions: context.sessions,
            showsTemplateErrors: false, log: site.log.logger,
            next: Failing(error: error))
        return try await pages.respond(to: .sample())
    }

    @Test func `an error that says nothing of itself is the 500 page, and is logged`() async throws {
        try await withSite { site in
            let response = try await response(to: Unknown(), site)
            #expect(response.status == .internalServerError)
            #expect(site.log.entries(from: .error).contains { $0.text.contains("Unknown") })
        }
    }

    @Test func `an error that is public says its status and its headers`() async throws {
        try await withSite { site in
            let response = try await response(to: HTTPError.methodNotAllowed(allowed: ["PUT", "OPTIONS"]), site)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "PUT, OPTIONS")
            #expect(site.log.entries(from: .error).isEmpty)
        }
    }

    @Test func `the cookies of a failed response reach the browser`() async throws {
        try await withSite { site in
            let cookie = Cookie(name: "session_token", value: "new", maxAge: nil)
            let failed = FailedResponse(cause: HTTPError.notFound, visitor: .anonymous, cookies: [cookie])
            let response = try await response(to: failed, site)
            #expect(response.status == .notFound)
            #expect(response.cookies.map(\.value) == ["new"])
        }
    }
}
