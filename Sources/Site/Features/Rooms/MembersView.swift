import Accounts
import Conversation

struct MembersView: View {
    static let template = "members.html"
    static var fields: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("roomPath", \.title.path),
            .text("membersPath", \.path),
            .text("count") { Text($0.count, one: "1 member", other: "\($0.count) members") },
            .text("problem", \.problem),
            .text("listeners") { $0.listeners.isEmpty ? nil : $0.listeners.joined(separator: ", ") },
            .parts("staff", \.staff),
            .parts("members", \.members),
            .text("nextPath", \.nextPath),
            .flag("isFirst", \.isFirst),
            .part("search", \.search),
            .text("query", \.query),
            .flag("isEmpty") { !$0.query.isEmpty && $0.isFirst && $0.members.isEmpty },
            .flag("canAdd", \.canAdd),
            .part("suggestions") { Suggestions($0.suggestions, path: $0.path) },
            .part("username", \.username),
        ]
    }

    private let title: RoomTitle
    private let count: Int
    /// What was searched for; empty for all members.
    private let query: String
    private let staff: [MemberRow]
    private let members: [MemberRow]
    private let nextPath: String?
    private let isFirst: Bool
    private let canAdd: Bool
    var username = FormField.username()
    var suggestions: [SuggestedPerson] = []
    var problem: Text?
    /// Webhooks to which messages of the room are sent, by name.
    var listeners: [String] = []

    private var path: String { paths.members(title.reference) }

    /// A list that has no more is seen at a glance.
    private static let searchedMembers = 12

    private var search: NameSearch? {
        count > Self.searchedMembers || !query.isEmpty ? NameSearch(path: path, query: query) : nil
    }

    init(_ page: MemberPage, matching query: String, in access: RoomAccess, _ title: RoomTitle, isFirst: Bool) {
        self.title = title
        self.query = query
        self.isFirst = isFirst
        count = access.room.memberCount
        staff = page.staff.map { MemberRow($0, in: access, title) }
        members = page.members.filter { !query.isEmpty || $0.role == .member }.map { MemberRow($0, in: access, title) }
        nextPath = page.next.map {
            paths.members(title.reference) + QueryString.encoding([.search: query, .after: String($0)])
        }
        canAdd =
            access.membership != nil && access.room.kind != .direct && !access.room.includesEveryone
            && !access.room.isArchived
    }
}

/// A member in the list, with what the person who sees the list may do with them.
struct MemberRow: View {
    static let template = "member-row.html"
    static var fields: [Field<Self>] {
        [
            .part("avatar") { AvatarView(of: $0.member.participant, .small) },
            .text("nickname", \.member.participant.nickname),
            .text("username", \.member.participant.username),
            .text("path", \.member.participant.path),
            .flag("isApp", \.member.participant.isApp),
            .text("role") { $0.member.role == .member ? nil : $0.member.role.name },
            .text("removePath", \.removePath),
            .text("rolePath", \.rolePath),
            .part("roles") { SelectField.role(of: $0.member) },
        ]
    }

    private let member: RoomMember
    private let removePath: String?
    private let rolePath: String?

    init(_ member: RoomMember, in access: RoomAccess, _ title: RoomTitle) {
        self.member = member
        let canRemove =
            access.canModerate && member.id != access.person && !access.room.includesEveryone
            && (member.role == .member || access.canManage)
        removePath = canRemove ? paths.removeMember(title.reference, PersonID(member.id)) : nil
        let isWebhook = AppAccount.isWebhook(member.participant.username, isApp: member.participant.isApp)
        rolePath =
            access.canManage && !isWebhook ? paths.memberRole(title.reference, PersonID(member.id)) : nil
    }
}

extension SelectField {
    fileprivate static func role(of member: RoomMember) -> SelectField {
        let options = [Membership.Role.member, .moderator, .owner].map {
            Option(value: $0.rawValue, label: $0.name, isSelected: $0 == member.role)
        }
        return SelectField(
            name: "role", label: Text("Role of \(member.participant.nickname)"), options: options,
            elementID: "role-\(member.id)")
    }
}

extension Membership.Role {
    var name: Text {
        switch self {
        case .owner: Text("Owner")
        case .moderator: Text("Moderator")
        case .member: Text("Member")
        }
    }
}
