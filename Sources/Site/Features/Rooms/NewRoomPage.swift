import Accounts
import Conversation
import HTTP

/// `GET, POST /rooms/new`: makes a room.
struct NewRoomPage: Sendable {
    private let page: Page<NewRoomView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(NewRoomView(form: RoomForm()), to: request)
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Response {
        let fields = try await request.form()
        var form = RoomForm(fields)
        let kind = fields[.kind].flatMap(NewRoom.Kind.init) ?? .open
        guard let (name, description) = form.checked() else {
            return try await page.response(
                NewRoomView(form: form, kind: kind), to: request, status: .unprocessableContent)
        }
        do {
            let room = try await site.conversation.rooms.create(
                kind, name: name, description: description, by: person.user.id)
            return .done(.roomCreated, in: site.flashes, to: RoomTitle(room).path)
        } catch let refusal as RoomService.Refusal {
            form.nameError = refusal.message
            return try await page.response(
                NewRoomView(form: form, kind: kind), to: request, status: .unprocessableContent)
        }
    }
}

struct NewRoomView: View {
    static let template = "new-room.html"
    static var fields: [Field<Self>] {
        RoomForm.fields.map { $0.of { try $1($0.form) } } + [.flag("closed") { $0.kind == .closed }]
    }

    let form: RoomForm
    var kind = NewRoom.Kind.open
}

/// The name and description of a room, as a person enters them.
struct RoomForm: Hashable, Sendable {
    static var fields: [Field<Self>] {
        [
            .part("name") {
                FormField(
                    name: "name", label: Text("Name"), value: $0.name, hint: Text("Up to 60 characters."),
                    error: $0.nameError, autocomplete: "off")
            },
            .part("description") {
                FormField(
                    name: "description", label: Text("What it is for"), value: $0.description,
                    error: $0.descriptionError, autocomplete: "off", isRequired: false)
            },
        ]
    }

    private(set) var name = ""
    private(set) var description = ""
    var nameError: Text?
    private(set) var descriptionError: Text?

    init() {}

    init(_ fields: URLEncodedForm) {
        name = fields[.name] ?? ""
        description = fields[.description] ?? ""
    }

    init(_ room: Room) {
        (name, description) = (room.name, room.description)
    }

    /// Both texts; nil, with the errors set, when one of them is not valid.
    mutating func checked() -> (RoomName, RoomDescription)? {
        var checked: (name: RoomName?, description: RoomDescription?)
        do { checked.name = try RoomName(name) } catch { nameError = error.message(limit: RoomName.limit) }
        do { checked.description = try RoomDescription(description) } catch {
            descriptionError = error.message(limit: RoomDescription.limit)
        }
        guard let name = checked.name, let description = checked.description else { return nil }
        return (name, description)
    }
}

extension TextProblem {
    /// - Parameter limit: in characters.
    func message(limit: Int) -> Text {
        switch self {
        case .empty: Text("Please write something here.")
        case .tooLong(let characters?): Text("This has \(characters) characters. It may have \(limit).")
        case .tooLong(nil): Text("This is too long. It may have \(limit) characters.")
        case .forbiddenCharacter:
            Text("This cannot contain line breaks, control characters or marks that change the writing direction.")
        }
    }
}
