import Accounts
import Conversation
import Support

/// Which entries of the audit log are asked for, as the address says it.
struct AuditForm: Hashable, Sendable {
    /// As they were typed; empty for all.
    let actor: String
    let subject: String
    let room: String
    let action: AuditEntry.Action?
    let before: AuditEntry.ID?
    private(set) var actorError: Text?
    private(set) var subjectError: Text?
    private(set) var roomError: Text?

    var isWrong: Bool { actorError != nil || subjectError != nil || roomError != nil }
    var isFiltered: Bool { !actor.isEmpty || !subject.isEmpty || !room.isEmpty || action != nil }

    init(_ query: QueryString?) {
        actor = query?[.actor] ?? ""
        subject = query?[.subject] ?? ""
        room = query?[.room] ?? ""
        action = query?[.action].flatMap(AuditEntry.Action.init)
        before = query?[.before].flatMap { AuditEntry.ID($0) }
    }

    private var actorName: String? { Usernames(actor).names.first }
    private var subjectName: String? { Usernames(subject).names.first }

    /// The names to look up.
    var usernames: Set<String> { Set([actorName, subjectName].compactMap(\.self)) }

    /// Nil, with the errors set, when a person or a room is not there.
    mutating func filter(_ people: [String: User.ID]) -> AuditFilter? {
        var filter = AuditFilter(action: action)
        filter.actor = actorName.flatMap { people[$0] }
        filter.subject = subjectName.flatMap { people[$0] }
        filter.room = RoomReference(room)?.number
        if actorName != nil, filter.actor == nil { actorError = Text("Nobody here has this username.") }
        if subjectName != nil, filter.subject == nil { subjectError = Text("Nobody here has this username.") }
        if !room.isEmpty, filter.room == nil {
            roomError = Text("Please enter the room's number, as in its address.")
        }
        return isWrong ? nil : filter
    }

    /// The path of a page of the same entries.
    ///
    /// - Parameter id: nil for the first page.
    func path(before id: AuditEntry.ID?) -> String {
        paths.audit()
            + QueryString.encoding([
                .actor: actor, .subject: subject, .room: room, .action: action?.rawValue,
                .before: id.map(String.init),
            ])
    }
}
