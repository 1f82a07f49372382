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
    /// - Parameters:
    ///   - unreadMentions: of the visitor, where the caller has read them already.
    ///   - isRefusal: whether what was entered is shown with what is wrong with it.
    func response(
        _ content: Content, to request: Request, status: Status = .ok, unreadMentions: Int? = nil,
        isRefusal: Bool = false
    ) async throws -> Response {
        let flash = flashes.message(of: request)
        var layout = Layout(request, flash: flash)
        // Only then, as it asks every field of the page.
        if isRefusal || status != .ok { layout.problems = content.problems }
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
    static var fields: [Field<Self>] {
        Layout.fields.map { $0.of { try $1($0.layout) } } + Content.fields.map { $0.of { try $1($0.content) } }
    }

    let layout: Layout
    let content: Content
}

/// What `layout.html` shows around every page.
struct Layout: Sendable {
    static var fields: [Field<Self>] {
        [
            .flag("signedIn") { $0.user != nil },
            .flag("administrator") { $0.user?.role == .administrator },
            .flag("inDashboard") { $0.isIn(paths.dashboard) },
            .flag("inRooms") { $0.isIn(paths.rooms) },
            .flag("inMentions") { $0.isIn(paths.mentions) },
            .flag("inSearch") { $0.isIn(paths.search) },
            .flag("inPeople") { $0.isIn(paths.people) },
            .flag("inProfile") { $0.isIn(paths.profile) },
            .text("navNickname", \.user?.nickname.text),
            .part("navAvatar") { $0.user.map { AvatarView(of: $0, .small) } },
            .text("navMentions") { $0.unreadMentions > 0 ? String($0.unreadMentions) : nil },
            .text("flash") { $0.flash?.text },
            .flag("flashIsWarning") { $0.flash?.flash.isWarning ?? false },
            .flag("isProblem") { !$0.problems.isEmpty },
            .parts("problemNotes") { $0.problems.filter { $0.control != nil } },
            .branding("brand", \.name),
            .logo("logo"),
            .branding("contact") { ContactView(contact: $0.contact) },
            .branding("hasContact", \.contact?.text),
            .branding("offersSignUp") { $0.offersSignUp ? "true" : nil },
            .branding("links") { $0.links.map(FooterLink.init) },
            .branding("languages") { _ in Language.allCases.map(LanguageButton.init) },
        ]
    }

    private let user: User?
    /// Of the page itself.
    private let path: String
    private let flash: FlashMessage?
    var unreadMentions = 0
    /// Empty unless something was refused.
    var problems: [FieldProblem] = []

    init(_ request: Request, flash: FlashMessage?) {
        user = request.visitor.signedIn?.user
        path = request.path
        self.flash = flash
    }

    /// Whether the page is this one, or one below it.
    private func isIn(_ page: FixedPath) -> Bool {
        path == page.pattern || path.hasPrefix(page.pattern + "/")
    }
}
