import Accounts
import Conversation
import HTTP

/// `GET, POST /rooms/:room/settings`, and the posts that keep, archive and reopen a room.
struct RoomSettingsPage: Sendable {
    private let page: Page<RoomSettingsView>
    private let site: SiteContext

    private var rooms: RoomService { site.conversation.rooms }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await page.response(RoomSettingsView(visitor.right.room), to: request)
    }

    func submit(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        var form = RoomForm(try await request.form())
        guard let (name, description) = form.checked() else {
            var view = RoomSettingsView(visitor.right.room)
            view.form = form
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
        try await rooms.update(name: name, description: description, by: visitor.right)
        let reference = RoomReference(visitor.right.room.id, name: name.text)
        return .done(.roomSaved, in: site.flashes, to: paths.roomSettings(reference))
    }

    func setRetention(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        let fields = try await request.form()
        switch fields[.retention] {
        case "site": try await rooms.setRetention(.site, by: visitor.right)
        case "forever": try await rooms.setRetention(.forever, by: visitor.right)
        default:
            guard let days = fields[.days].flatMap({ Int($0) }), (1...Room.Retention.dayLimit).contains(days) else {
                var view = RoomSettingsView(visitor.right.room)
                view.refuseDays(fields[.days] ?? "")
                return try await page.response(view, to: request, status: .unprocessableContent)
            }
            try await rooms.setRetention(.days(days), by: visitor.right)
        }
        return done(.roomSaved, visitor)
    }

    func archive(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await rooms.archive(by: visitor.right)
        return done(.roomArchived, visitor)
    }

    func reopen(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await rooms.reopen(by: visitor.right)
        return done(.roomReopened, visitor)
    }

    private func done(_ flash: Flash, _ visitor: RoomVisitor<RoomManager>) -> Response {
        .done(flash, in: site.flashes, to: paths.roomSettings(RoomTitle(visitor.right.room).reference))
    }
}

struct RoomSettingsView: View {
    static let template = "room-settings.html"
    static var fields: [Field<Self>] {
        RoomForm.fields.map { $0.of { try $1($0.form) } } + [
            .text("title", \.title.text),
            .text("roomPath", \.title.path),
            .text("settingsPath") { paths.roomSettings($0.title.reference) },
            .text("retentionPath") { paths.roomRetention($0.title.reference) },
            .text("archivePath") { paths.archiveRoom($0.title.reference) },
            .text("reopenPath") { paths.reopenRoom($0.title.reference) },
            .text("deletePath") { paths.deleteRoom($0.title.reference) },
            .flag("archived", \.room.isArchived),
            .flag("keepsAsSite") { $0.days.error == nil && $0.room.retention == .site },
            .flag("keepsForever") { $0.days.error == nil && $0.room.retention == .forever },
            .flag("keepsDays", \.keepsDays),
            .part("days", \.days),
        ]
    }

    var form: RoomForm
    private let room: Room
    private let title: RoomTitle
    private var days: FormField
    private var keepsDays: Bool

    init(_ room: Room) {
        self.room = room
        title = RoomTitle(room)
        form = RoomForm(room)
        days = FormField(
            name: "days", label: Text("Days"), autocomplete: "off", inputMode: "numeric", isRequired: false,
            isPlain: true)
        keepsDays = false
        if case .days(let number) = room.retention { (days.value, keepsDays) = (String(number), true) }
    }

    mutating func refuseDays(_ text: String) {
        (days.value, keepsDays) = (text, true)
        days.error = Text("Please enter a number of days, from 1 to \(Room.Retention.dayLimit).")
    }
}
