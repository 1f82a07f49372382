import Accounts
import Conversation
import HTTP

/// `GET, POST /rooms/:room/settings`, and the posts that keep, archive and reopen a room.
struct RoomSettingsPage: Sendable {
    private let page: Page<RoomSettingsView>
    private let site: SiteContext

    private var rooms: RoomService { site.conversation.rooms }
    private var siteDays: Int? { site.conversation.limits.retentionDays }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await page.response(RoomSettingsView(visitor.right.room, siteDays: siteDays), to: request)
    }

    func submit(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        var form = RoomForm(try await request.form())
        guard let (name, description) = form.checked() else { return try await refuse(form, request, visitor) }
        do {
            try await rooms.update(RoomSettings(name: name, description: description), by: visitor.right)
        } catch let refusal as RoomService.Refusal {
            form.nameError = refusal.message
            return try await refuse(form, request, visitor)
        }
        let reference = RoomReference(visitor.right.room.id, name: name.text)
        return .done(.roomSaved, in: site.flashes, to: paths.roomSettings(reference))
    }

    private func refuse(
        _ form: RoomForm, _ request: Request, _ visitor: RoomVisitor<RoomManager>
    ) async throws -> Response {
        var view = RoomSettingsView(visitor.right.room, siteDays: siteDays)
        view.form = form
        return try await page.response(view, to: request, status: .unprocessableContent)
    }

    func setRetention(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        let fields = try await request.form()
        var view = RoomSettingsView(visitor.right.room, siteDays: siteDays)
        guard let retention = view.retention(fields[.retention], days: fields[.days] ?? "") else {
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
        if retention != visitor.right.room.retention {
            let loss = try await site.conversation.retention.loss(under: retention, by: visitor.right)
            // Who has agreed to lose so many has not agreed to lose more.
            guard loss <= fields[.confirmed].flatMap({ Int64($0) }) ?? 0 else {
                view.askAbout(loss)
                return try await page.response(view, to: request)
            }
        }
        try await rooms.update(RoomSettings(retention: retention), by: visitor.right)
        return done(.roomSaved, visitor)
    }

    func archive(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await rooms.archive(by: visitor.right)
        return done(.roomArchived, visitor)
    }

    func reopen(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        do {
            try await rooms.reopen(by: visitor.right)
            return done(.roomReopened, visitor)
        } catch let refusal as RoomService.Refusal {
            var form = RoomForm(visitor.right.room)
            form.nameError = refusal.message
            return try await refuse(form, request, visitor)
        }
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
            .flag("canDelete") { !$0.room.includesEveryone },
            .flag("keepsAsSite") { $0.rule == .site },
            .flag("keepsForever") { $0.rule == .forever },
            .flag("keepsDays") { $0.rule == .days },
            .text("siteRule", \.siteRule),
            .part("days", \.days),
            .text("loss", \.loss?.text),
            .text("confirmed") { ($0.loss?.count).map(String.init) },
        ]
    }

    var form: RoomForm
    private let room: Room
    private let title: RoomTitle
    private let siteRule: Text
    private var rule: RetentionWord
    private var days: FormField
    /// What would be deleted by a rule that waits for a yes.
    private var loss: (count: Int64, text: Text)?

    /// - Parameter siteDays: days that messages are kept on the rest of this site; nil for ever.
    init(_ room: Room, siteDays: Int?) {
        self.room = room
        siteRule = siteDays.map { Text($0, one: "1 day", other: "\($0) days") } ?? Text("Forever")
        title = RoomTitle(room)
        form = RoomForm(room)
        days = FormField(
            name: "days", label: Text("Days"), autocomplete: "off", inputMode: "numeric", isRequired: false,
            isPlain: true)
        switch room.retention {
        case .site: rule = .site
        case .forever: rule = .forever
        case .days(let number): (rule, days.value) = (.days, String(number))
        }
    }

    /// The rule that was chosen; nil, with the error set, where it is none.
    mutating func retention(_ choice: String?, days text: String) -> Room.Retention? {
        let former = rule
        rule = choice.flatMap(RetentionWord.init) ?? .days
        let isTyped = !text.isEmpty && text != days.value
        days.value = text
        // Who types a number and chooses nothing means the number.
        if isTyped, rule == former { rule = .days }
        guard rule == .days else {
            guard !isTyped else {
                days.error = Text("Choose “For this many days” above, or leave this empty.")
                return nil
            }
            return rule == .site ? .site : .forever
        }
        guard let number = Int(text), (1...Room.Retention.dayLimit).contains(number) else {
            days.error = Text("Please enter a number of days, from 1 to \(Room.Retention.dayLimit).")
            return nil
        }
        return .days(number)
    }

    mutating func askAbout(_ loss: Int64) {
        let count = Int(clamping: loss)
        let text = Text(
            count, one: "This deletes 1 message for good, with its files.",
            other: "This deletes \(count) messages for good, with their files.")
        self.loss = (loss, text)
    }
}
