import Accounts
import Conversation
import Foundation
import HTTP

/// `GET,POST /rooms/direct`: finds or makes the direct conversation of a few people.
struct NewConversationPage: Sendable {
    private let page: Page<NewConversationView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(NewConversationView(everyone: try await everyone()), to: request)
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Response {
        let text = try await request.form()[.people] ?? ""
        let names = Usernames(text)
        do {
            let room = try await room(of: person, and: names)
            return .redirect(to: RoomTitle(room).path)
        } catch let refusal as RoomService.Refusal {
            return try await refuse(request, text, refusal.message)
        } catch let refusal as Usernames.Unknown {
            let suggestions = try await suggestions(for: refusal, among: names, to: person)
            return try await refuse(request, text, refusal.message, suggestions)
        }
    }

    /// People whom the first unknown names may have meant, each as a button that takes the place of one.
    private func suggestions(
        for unknown: Usernames.Unknown, among names: Usernames, to person: SignedIn
    ) async throws -> [SuggestedPerson] {
        var suggestions: [SuggestedPerson] = []
        for name in unknown.names.prefix(Self.suggestedNames) {
            let others = names.names.subtracting([name]).sorted()
            for found in try await site.conversation.people.search(name, by: person.user.id) {
                let people = others.contains(found.username) ? others : others + [found.username]
                suggestions.append(SuggestedPerson(found, .people, value: people.joined(separator: " ")))
            }
        }
        return suggestions
    }

    private static let suggestedNames = 2

    /// - Throws: `RoomService.Refusal`, `TooFast`, ``Usernames/Unknown``.
    private func room(of person: SignedIn, and names: Usernames) async throws -> Room {
        let others = names.names.subtracting([person.user.username.text])
        guard (1..<RoomService.directPeople.upperBound).contains(others.count) else {
            throw RoomService.Refusal.wrongNumberOfPeople
        }
        let found = try await site.conversation.people.accounts(named: others)
        let unknown = others.subtracting(found.keys)
        guard unknown.isEmpty else { throw Usernames.Unknown(names: unknown.sorted()) }
        return try await site.conversation.rooms.direct(with: Set(found.values), by: person.user.id)
    }

    private func everyone() async throws -> RoomTitle? {
        try await site.conversation.rooms.ofEveryone().map { RoomTitle($0) }
    }

    private func refuse(
        _ request: Request, _ text: String, _ problem: Text, _ suggestions: [SuggestedPerson] = []
    ) async throws -> Response {
        let view = NewConversationView(
            people: text, problem: problem, suggestions: suggestions, everyone: try await everyone())
        return try await page.response(view, to: request, status: .unprocessableContent)
    }
}

struct NewConversationView: View {
    static let template = "new-conversation.html"
    static var fields: [Field<Self>] {
        [
            .part("people") { FormField.people($0.people, error: $0.problem) },
            .part("suggestions") { Suggestions($0.suggestions, path: paths.newConversation()) },
            .text("everyonePath") { $0.everyone.map { paths.members($0.reference) } },
        ]
    }

    var people = ""
    var problem: Text?
    var suggestions: [SuggestedPerson] = []
    /// The room whose members are all who are here.
    var everyone: RoomTitle?
}

extension FormField {
    fileprivate static func people(_ value: String, error: Text?) -> FormField {
        let others = RoomService.directPeople.upperBound - 1
        return FormField(
            name: TextField.people.rawValue, label: Text("With whom?"), value: value,
            hint: Text("Usernames, with blanks or commas between them: \(others) at most."), error: error,
            autocomplete: "off", hasFocus: true, isPlain: true)
    }
}
