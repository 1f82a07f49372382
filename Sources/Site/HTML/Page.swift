import Accounts
import Conversation
import HTTP

/// A page of the site: the template of its view, in the layout that all pages share.
struct Page<Content: View>: Sendable {
    private let templates: PerLanguage<Template<LayoutView<Content>>>
    private let flashes: Flashes
    private let mentions: MentionService

    init(_ site: SiteContext) throws {
        templates = try site.templates.map { try $0.load(LayoutView<Content>.self) }
        flashes = site.flashes
        mentions = site.conversation.mentions
    }

    /// The page in the visitor's language, with the flash message that waits for it, if there is one.
    ///
    /// - Parameter unreadMentions: of the visitor, where the caller has read them already.
    func response(
        _ content: Content, to request: Request, status: Status = .ok, unreadMentions: Int? = nil
    ) async throws -> Response {
        let flash = flashes.message(of: request)
        var layout = Layout(request.visitor, flash: flash)
        if let unreadMentions {
            layout.unreadMentions = unreadMentions
        } else if let person = request.visitor.signedIn {
            // A page is not worth losing for this count: it may show what is shown only once.
            layout.unreadMentions = (try? await mentions.unread(of: person.user.id)) ?? 0
        }
        let view = LayoutView(layout: layout, content: content)
        let template = templates[request.language]
        let response = Response.html(try template.render(view), status: status)
        return flash == nil ? response : response.setting(flashes.clearedCookie)
    }
}

/// A page's view with the layout around it, rendered by the template of the view.
struct LayoutView<Content: View>: View {
    static var template: String { Content.template }
    static var isCacheable: Bool { Content.isCacheable }
    static var fields: [Field<Self>] {
        Layout.fields.map { $0.of(\.layout) } + Content.fields.map { $0.of(\.content) }
    }

    let layout: Layout
    let content: Content
}

/// What `layout.html` shows around every page.
struct Layout: Hashable, Sendable {
    static var fields: [Field<Self>] {
        [
            .flag("signedIn") { $0.user != nil },
            .flag("administrator") { $0.user?.role == .administrator },
            .text("navNickname", \.user?.nickname.text),
            .part("navAvatar") { $0.user.map { AvatarView(of: $0, .small) } },
            .text("navMentions") { $0.unreadMentions > 0 ? String($0.unreadMentions) : nil },
            .text("flash") { $0.flash?.text },
            .flag("flashIsWarning") { $0.flash?.isWarning ?? false },
        ]
    }

    private let user: User?
    private let flash: Flash?
    var unreadMentions = 0

    init(_ visitor: Visitor, flash: Flash?) {
        user = visitor.signedIn?.user
        self.flash = flash
    }
}
