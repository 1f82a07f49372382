import Conversation

/// What stands above a room's messages, and the menu of what a person can do with the room.
struct RoomHead: Hashable, Sendable {
    static var fields: [Field<Self>] { descriptions + actions }

    private static var descriptions: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("path", \.title.path),
            .text("personPath", \.title.personPath),
            .text("description") { $0.room.description },
            .flag("closed") { $0.room.kind == .closed },
            .flag("direct") { $0.room.kind == .direct },
            .flag("archived") { $0.room.isArchived },
            .text("members") { Text($0.room.memberCount, one: "1 member", other: "\($0.room.memberCount) members") },
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .flag("isMember") { $0.access.membership != nil },
            .flag("canManage") { $0.access.canManage },
            .flag("canLeave") { $0.room.kind != .direct && !$0.room.includesEveryone },
            .text("joinPath") { $0.canJoin ? paths.joinRoom($0.title.reference) : nil },
            .text("leavePath") { paths.leaveRoom($0.title.reference) },
            .text("levelPath") { paths.roomLevel($0.title.reference) },
            .text("membersPath") { paths.members($0.title.reference) },
            .text("pinsPath") { paths.pins($0.title.reference) },
            .text("searchPath") { MessageSearchForm.path(in: $0.room) },
            .text("filesPath") { $0.access.membership == nil ? nil : paths.roomFiles($0.title.reference) },
            .text("hooksPath") { $0.access.canModerate ? paths.hooks($0.title.reference) : nil },
            .text("settingsPath") { paths.roomSettings($0.title.reference) },
            .part("level") { $0.access.membership.map { SelectField.level($0.level) } },
            .text("viewPath") { paths.roomView($0.title.reference) },
            .text("reconnectPath", \.reconnectPath),
        ]
    }

    let access: RoomAccess
    let title: RoomTitle
    /// Begins the live messages again; nil on the plain page.
    var reconnectPath: String?

    var room: Room { access.room }
    /// Somebody who only looks in cannot write, and nobody can in an archived room.
    var canWrite: Bool { access.membership != nil && !room.isArchived }
    private var canJoin: Bool { access.membership == nil && !room.isArchived }

    init(_ access: RoomAccess, _ title: RoomTitle) {
        self.access = access
        self.title = title
    }
}
