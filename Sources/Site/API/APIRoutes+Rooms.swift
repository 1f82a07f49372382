import Accounts
import Conversation
import HTTP

extension APIRoutes {
    static func rooms(_ endpoints: RoomEndpoints, _ live: LivePages, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        return [
            Route(.get, apiPaths.rooms, .signedIn, endpoints.list).operation(
                "One's own rooms, those with the latest messages first", .rooms,
                gives: .page(of: RoomDetailResource.self)),
            Route(.post, apiPaths.rooms, .signedIn, endpoints.create).operation(
                "Makes a room", .rooms,
                takes: [
                    .text(.name, of: 1...RoomName.limit, "Garden"),
                    .text(.description, of: 0...RoomDescription.limit, "What grows, and what does not.").optional,
                    .word(.kind, among: NewRoom.Kind.allCases, .open).optional,
                ], gives: .one(RoomResource.self, .created), problems: [.conflict]
            ).limited(by: .rooms, site),
            Route(.get, apiPaths.joinableRooms, .signedIn, endpoints.joinable).operation(
                "Open rooms to join, by name", .rooms, query: [.cursor], gives: .page(of: RoomResource.self)),
            Route(.post, apiPaths.directRoom, .signedIn, endpoints.direct).operation(
                "The direct conversation with these people, by username", .rooms,
                takes: [.texts(.people, count: 7, ["mei"])], gives: .one(RoomResource.self), problems: [.conflict]
            ).limited(by: .rooms, site),
            Route(.get, apiPaths.room, .reader(of: rooms), endpoints.show).operation(
                "A room", .rooms, gives: .one(RoomDetailResource.self), problems: [.notFound]),
            Route(.patch, apiPaths.room, .manager(of: rooms), endpoints.change).operation(
                "Changes what is given, and nothing else; how long messages are kept not with a personal token", .rooms,
                takes: [
                    .text(.name, of: 1...RoomName.limit, "Garden").optional,
                    .text(.description, of: 0...RoomDescription.limit, "What grows.").optional,
                    .flag(.archived, false).optional,
                    .word(.retention, among: RetentionWord.allCases, .days).optional,
                    .integer(.days, in: 1...Int64(Room.Retention.dayLimit), 90).optional,
                ], gives: .one(RoomResource.self), problems: [.forbidden, .notFound]),
            Route(.delete, apiPaths.room, .manager(of: rooms), endpoints.delete).operation(
                "Deletes the room with all that was said in it", .rooms, scope: .full, gives: .nothing,
                problems: [.forbidden, .notFound]),
            Route(.get, apiPaths.presence, .reader(of: rooms), endpoints.presence).operation(
                "Who has a page of the room open", .rooms, gives: .one(PresenceResource.self),
                problems: [.notFound]),
            Route(.get, apiPaths.events, .reader(of: rooms), live.events).operation(
                "What happens in the room, as it does; with Last-Event-ID, also since then (Server-Sent Events)",
                .messages, gives: .events, problems: [.notFound]),
        ]
    }

    static func memberships(_ endpoints: MembershipEndpoints, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        return [
            Route(.get, apiPaths.membership, .member(of: rooms), endpoints.show).operation(
                "What one is in the room", .rooms, gives: .one(MembershipResource.self), problems: problems),
            Route(.get, apiPaths.receipts, .member(of: rooms), endpoints.receipts).operation(
                "How far the others in a direct conversation have got; nobody where the person exchanges no receipts",
                .rooms, gives: .page(of: ReadMarkResource.self), problems: problems),
            Route(.put, apiPaths.membership, .reader(of: rooms), endpoints.join).operation(
                "Joins an open room", .rooms, gives: .one(MembershipResource.self), problems: problems),
            Route(.patch, apiPaths.membership, .member(of: rooms), endpoints.setLevel).operation(
                "Chooses what to hear of: everything, mentions, nothing, hidden", .rooms,
                takes: [.word(.level, among: Membership.Level.allCases, .mentions)],
                gives: .one(MembershipResource.self), problems: problems),
            Route(.delete, apiPaths.membership, .member(of: rooms), endpoints.leave).operation(
                "Leaves the room", .rooms, gives: .nothing, problems: problems),
            Route(.put, apiPaths.readMark, .member(of: rooms), endpoints.markRead).operation(
                "Marks the messages up to a number as read", .rooms, takes: [.integer(.number, 40)], gives: .nothing,
                problems: problems),
            Route(.get, apiPaths.members, .reader(of: rooms), endpoints.list).operation(
                "Who is in the room", .rooms,
                query: [
                    .cursor,
                    QueryParameter(
                        field: .search, schema: .text(limit: 400),
                        summary: "Only those whose username or nickname contains this."),
                ], gives: .page(of: MemberResource.self),
                problems: [.notFound]),
            Route(.post, apiPaths.members, .member(of: rooms), endpoints.add).operation(
                "Lets somebody in", .rooms, takes: [.text(.username, of: 1...32, "mei")], gives: .nothing,
                problems: problems),
            Route(.patch, apiPaths.member, .manager(of: rooms), endpoints.setRole).operation(
                "Makes somebody a member, moderator or owner of the room", .rooms,
                takes: [.word(.role, among: Membership.Role.all, .moderator)],
                gives: .nothing, problems: problems),
            Route(.delete, apiPaths.member, .moderator(of: rooms), endpoints.remove).operation(
                "Removes somebody from the room", .rooms, gives: .nothing, problems: problems),
        ]
    }
}
