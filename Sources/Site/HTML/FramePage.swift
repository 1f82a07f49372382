import Accounts
import HTTP

/// A page that stands in a frame, without the layout that all other pages share.
struct FramePage<Content: View>: Sendable {
    private let templates: PerLanguage<Template<Content>>

    init(_ site: SiteContext) throws {
        templates = try site.templates.map { try $0.load(Content.self) }
    }

    func response(_ content: Content, to request: Request, status: Status = .ok) throws -> Response {
        Response.html(try html(content, in: request.language), status: status)
    }

    func html(_ content: Content, in language: Language) throws -> HTML {
        try templates[language].render(content)
    }
}
