import Accounts
import HTTP

/// A page of the site: a template, and around the page's own view what every page shows.
struct Page<Content: View>: Sendable {
    private let templates: PerLanguage<Template<LayoutView<Content>>>
    private let flashes: Flashes

    init(_ parts: SiteContext) throws {
        templates = try parts.templates.map { try $0.load(LayoutView<Content>.self) }
        flashes = parts.flashes
    }

    /// The page as an answer in the visitor's language, with the flash message that waited for it, if one did.
    func response(
        _ content: Content, to visitor: Visitor, request: Request, status: Status = .ok
    ) throws -> Response {
        let flash = flashes.message(of: request)
        let view = LayoutView(frame: Layout(visitor, flash: flash), content: content)
        let template = templates[request.language(for: visitor)]
        let response = Response.html(try template.render(view), status: status)
        return flash == nil ? response : response.setting(flashes.clearedCookie)
    }
}

/// A page's view with its frame, rendered by the template of the view.
struct LayoutView<Content: View>: View {
    static var template: String { Content.template }
    static var isCacheable: Bool { Content.isCacheable }
    static var fields: [Field<Self>] {
        Layout.fields.map { $0.of(\.frame) } + Content.fields.map { $0.of(\.content) }
    }

    let frame: Layout
    let content: Content
}

/// What `layout.html` shows around every page.
struct Layout: Hashable, Sendable {
    static var fields: [Field<Self>] {
        [
            .flag("signedIn") { $0.user != nil },
            .flag("administrator") { $0.user?.role == .administrator },
            .text("navNickname", \.user?.nickname.text),
            .part("navPicture") { $0.user.map { AvatarView(of: $0, .small) } },
            .text("flash") { $0.flash?.text },
            .flag("flashIsWarning") { $0.flash?.isWarning ?? false },
        ]
    }

    private let user: User?
    private let flash: Flash?

    init(_ visitor: Visitor, flash: Flash?) {
        user = visitor.signedIn?.user
        self.flash = flash
    }
}
