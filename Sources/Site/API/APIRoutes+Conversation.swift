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
                "Changes what is given, and nothing else", .rooms,
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
                "Who is in the room", .rooms, query: [.cursor], gives: .page(of: MemberResource.self),
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

    static func messages(_ endpoints: MessageEndpoints, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        let message = APIOperation.Output.one(MessageResource.self)
        return [
            Route(.get, apiPaths.messages, .reader(of: rooms), endpoints.list).operation(
                "Up to 50 messages in order of their numbers; the newest, or those before or after a number", .messages,
                query: [.number(.before), .number(.after), .number(.at)],
                gives: .numbered(ResourceSchema(MessageResource.self), [.before, .after]), problems: [.notFound]),
            Route(
                .post, apiPaths.messages, .member(of: rooms), bodyLimit: Routes.messageLimit(site), endpoints.post
            ).operation(
                "Posts a message, once for each Idempotency-Key; with files, as multipart with the same fields",
                .messages,
                takes: [
                    .text(.body, of: 1...MessageBody.characterLimit, "The *beans* are up."),
                    .integer(.reply, in: 1...(.max), 39).optional,
                ],
                upload: APIOperation.Upload(
                    field: "file", isRequired: false, count: site.conversation.limits.attachmentsPerMessage),
                gives: .either(
                    ResourceSchema(MessageResource.self), .created, or: ResourceSchema(MessageResource.self), .ok),
                problems: problems
            ).limited(by: .messages, site),
            Route(.get, apiPaths.message, .reader(of: rooms), endpoints.show).operation(
                "A message, with its version as ETag", .messages, gives: message, problems: [.notFound]),
            Route(.patch, apiPaths.message, .member(of: rooms), endpoints.edit).operation(
                "Edits one's own message; with If-Match, only the version that one has", .messages,
                takes: [.text(.body, of: 1...MessageBody.characterLimit, "The *beans* are out.")], gives: message,
                problems: problems + [.preconditionFailed]
            ).limited(by: .changes, site),
            Route(.delete, apiPaths.message, .reader(of: rooms), endpoints.delete).operation(
                "Takes the message's content away; with If-Match, only of the version that one has", .messages,
                gives: .nothing,
                problems: problems + [.preconditionFailed]),
            Route(.put, apiPaths.reaction, .member(of: rooms), endpoints.react).operation(
                "Adds a reaction; the emoji is percent-encoded", .messages, gives: .nothing, problems: problems
            ).limited(by: .changes, site),
            Route(.delete, apiPaths.reaction, .member(of: rooms), endpoints.unreact).operation(
                "Takes one's own reaction away", .messages, gives: .nothing, problems: problems
            ).limited(by: .changes, site),
            Route(.put, apiPaths.pin, .member(of: rooms), endpoints.pin).operation(
                "Pins the message", .messages, gives: .nothing, problems: problems
            ).limited(by: .changes, site),
            Route(.delete, apiPaths.pin, .member(of: rooms), endpoints.unpin).operation(
                "Unpins the message", .messages, gives: .nothing, problems: problems
            ).limited(by: .changes, site),
            Route(.get, apiPaths.versions, .moderator(of: rooms), endpoints.versions).operation(
                "Former texts of a message, the oldest first, for moderators", .messages,
                gives: .page(of: MessageVersionResource.self), problems: [.forbidden, .notFound]),
            Route(.post, apiPaths.report, .member(of: rooms), endpoints.report).operation(
                "Reports the message to the moderators", .messages,
                takes: [.text(.reason, of: 1...ReportReason.limit, "spam")], gives: .nothing,
                problems: problems
            ).limited(by: .changes, site),
            Route(.get, apiPaths.pins, .reader(of: rooms), endpoints.pins).operation(
                "Pinned messages, the last one first", .messages, gives: .page(of: MessageResource.self),
                problems: [.notFound]),
            Route(.get, apiPaths.changes, .reader(of: rooms), endpoints.changes).operation(
                "What has changed since a revision of the room; go on with page.since", .messages,
                query: [.number(.since).needed],
                gives: .numbered(ResourceSchema(MessageResource.self), [.since, .next]),
                problems: [.notFound]),
        ]
    }

    static func hooks(_ endpoints: IncomingWebhookEndpoints, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        return [
            Route(.get, apiPaths.hooks, .moderator(of: rooms), endpoints.list).operation(
                "Webhooks by which other services post in the room, for moderators", .rooms,
                gives: .page(of: IncomingWebhookResource.self), problems: [.forbidden, .notFound]),
            Route(.post, apiPaths.hooks, .moderator(of: rooms), endpoints.make).operation(
                "Makes a webhook; its address is given once", .rooms,
                takes: [.text(.name, of: Nickname.lengths, "Builds")],
                gives: .one(NewIncomingWebhookResource.self, .created), problems: problems
            ).limited(by: .rooms, site),
            Route(.delete, apiPaths.oneHook, .moderator(of: rooms), endpoints.revoke).operation(
                "Revokes a webhook; what it has posted stays", .rooms, gives: .nothing, problems: problems),
            Route(.post, apiPaths.hook, .open, endpoints.post).operation(
                "Posts what another service has to say; also as the field payload of a form", .messages,
                takes: [
                    .text(.text, of: 1...MessageBody.characterLimit, "Build 812 is *green*."),
                    .text(.name, of: Nickname.lengths, "ci").clearable,
                ],
                gives: .file("text/plain; charset=utf-8"), problems: [.notFound, .conflict]
            ).allowingUnknownFields,
        ]
    }

    static func outgoingHooks(_ endpoints: OutgoingWebhookEndpoints, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        return [
            Route(.get, apiPaths.outgoingHooks, .moderator(of: rooms), endpoints.list).operation(
                "Addresses that are told of new messages in the room, for moderators", .rooms,
                gives: .page(of: OutgoingWebhookResource.self), problems: [.forbidden, .notFound]),
            Route(.post, apiPaths.outgoingHooks, .moderator(of: rooms), endpoints.make).operation(
                "Has an address told of new messages; the secret that signs them is given once", .rooms,
                takes: [
                    .text(.name, of: Nickname.lengths, "Irrigation"),
                    .text(.address, of: 1...NewOutgoingWebhook.addressLimit, "https://pump.example/roost"),
                    .text(.word, of: 0...NewOutgoingWebhook.wordLimit, "!water").optional,
                ], gives: .one(NewOutgoingWebhookResource.self, .created), problems: problems
            ).limited(by: .rooms, site),
            Route(.delete, apiPaths.outgoingHook, .moderator(of: rooms), endpoints.revoke).operation(
                "Tells the address nothing more", .rooms, gives: .nothing, problems: problems),
        ]
    }

    static func files(_ endpoints: FileEndpoints, _ site: SiteContext) -> [Route] {
        [
            Route(.get, apiPaths.ownFiles, .signedIn, endpoints.listOwn).operation(
                "One's own files, the newest first", .files, query: [.cursor], gives: .page(of: SentFileResource.self)),
            Route(.get, apiPaths.roomFiles, .member(of: site.conversation.rooms), endpoints.list).operation(
                "Files of a room, those of the newest messages first", .files,
                query: [.cursor(pattern: "^[1-9][0-9]{0,17}-[1-9][0-9]{0,17}$")],
                gives: .page(of: SentFileResource.self), problems: [.forbidden, .notFound]),
            Route(.get, apiPaths.file, .signedIn, endpoints.show).operation(
                "A file of a message, or a range of it", .files, gives: .file("*/*"),
                problems: [.notFound]),
            Route(.get, apiPaths.thumbnail, .signedIn, endpoints.thumbnail).operation(
                "The small picture of a picture or film", .files, gives: .file("image/webp"), problems: [.notFound]),
        ]
    }

    static func inbox(_ endpoints: InboxEndpoints) -> [Route] {
        [
            Route(.get, apiPaths.mentions, .signedIn, endpoints.mentions).operation(
                "Where one is named, answered or warned, the newest first", .inbox, query: [.cursor],
                gives: .page(of: MentionResource.self)),
            Route(.put, apiPaths.readMentions, .signedIn, endpoints.readMentions).operation(
                "Marks the entries up to an id as read", .inbox, takes: [.integer(.upTo, 9)], gives: .nothing),
            Route(.get, apiPaths.search, .signedIn, endpoints.search).operation(
                "Messages of one's rooms with words, \"phrases\", from:, in:, before:, after:, has:file", .inbox,
                query: [
                    QueryParameter(
                        field: .search, schema: .text(limit: 400, least: 1), summary: "What to search for.",
                        isRequired: true),
                    QueryParameter(
                        field: .order, schema: .word(among: ["newest", "best"]), summary: "newest, if none is given."),
                    .cursor(pattern: "^[0-9]{1,18}([.][0-9]{1,18}[.][0-9]{1,18})?$"),
                ], gives: .page(of: SearchHitResource.self)),
            Route(.get, apiPaths.reports, .signedIn, endpoints.reports).operation(
                "Reported messages, for moderators; for everyone else it does not exist", .inbox, query: [.cursor],
                gives: .page(of: ReportResource.self), problems: [.notFound]),
            Route(.post, apiPaths.resolveReport, .signedIn, endpoints.resolve).operation(
                "Handles a report: kept, removed, warned, authorRemoved, accountDisabled", .inbox,
                takes: [
                    .word(.outcome, among: ReportOutcome.allCases, .removed), .flag(.removeMessage, true).optional,
                ], gives: .nothing,
                problems: [.forbidden, .notFound, .conflict]),
            Route(.get, apiPaths.blocked, .signedIn, endpoints.blocked).operation(
                "Whom one has blocked", .people, gives: .page(of: PersonResource.self)),
            Route(.put, apiPaths.block, .signedIn, endpoints.block).operation(
                "Blocks somebody", .people, gives: .nothing, problems: [.notFound, .conflict]),
            Route(.delete, apiPaths.block, .signedIn, endpoints.unblock).operation(
                "Unblocks somebody", .people, gives: .nothing, problems: [.notFound]),
        ]
    }

    static func administration(_ endpoints: AdministrationEndpoints) -> [Route] {
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        return [
            Route(.get, apiPaths.people, .administrator, endpoints.people).operation(
                "All people, by username", .administration,
                query: [
                    QueryParameter(
                        field: .search, schema: .text(), summary: "A part of a username or nickname."),
                    .cursor(pattern: "^[a-z0-9_.-]{1,32}$"), .limit,
                ], gives: .page(of: AdministeredPersonResource.self), problems: [.notFound]),
            Route(.get, apiPaths.person, .administrator, endpoints.person).operation(
                "A person", .administration, gives: .one(AdministeredPersonResource.self), problems: [.notFound]),
            Route(.patch, apiPaths.person, .administrator, endpoints.change).operation(
                "Changes the role, disables or enables", .administration,
                takes: [
                    .word(.role, among: [User.Role.member, .administrator], .member).optional,
                    .flag(.disabled, true).optional,
                ],
                gives: .one(AdministeredPersonResource.self), problems: problems),
            Route(.delete, apiPaths.personsSessions, .administrator, endpoints.endSessions).operation(
                "Ends all sessions of a person", .administration, gives: .nothing, problems: problems),
            Route(.delete, apiPaths.personsTwoFactor, .administrator, endpoints.removeTwoFactor).operation(
                "Turns off a person's two-factor sign-in", .administration, gives: .nothing, problems: problems),
            Route(.post, apiPaths.personsResetLink, .administrator, endpoints.makeResetLink).operation(
                "A link with which a person sets a new password", .administration,
                gives: .one(LinkResource.self, .created), problems: problems),
            Route(.post, apiPaths.bots, .administrator, endpoints.createBot).operation(
                "Makes an account that no password opens, with a token for its program", .administration,
                takes: [
                    .text(.username, of: 3...32, "heron"), .text(.nickname, of: 0...50, "Heron").optional,
                    .integer(.days, in: PersonalToken.dayRange, 365).optional,
                ],
                gives: .one(NewBotResource.self, .created), problems: problems),
            Route(.post, apiPaths.botToken, .administrator, endpoints.renewToken).operation(
                "A new token for a bot, whose former ones no longer work", .administration,
                takes: [.integer(.days, in: PersonalToken.dayRange, 365).optional],
                gives: .one(NewTokenResource.self, .created), problems: problems),
            Route(.get, apiPaths.invitations, .administrator, endpoints.invitations).operation(
                "Invitations that still work, the newest first", .administration,
                gives: .page(of: InvitationResource.self), problems: [.notFound]),
            Route(.post, apiPaths.invitations, .administrator, endpoints.invite).operation(
                "Makes an invitation for 1 to 100 accounts and 1 to 90 days", .administration,
                takes: [.integer(.uses, in: 1...100, 1).optional, .integer(.days, in: 1...90, 7).optional],
                gives: .one(LinkResource.self, .created), problems: problems),
            Route(.delete, apiPaths.invitation, .administrator, endpoints.revokeInvitation).operation(
                "Takes an invitation back", .administration, gives: .nothing, problems: problems),
            Route(.get, apiPaths.audit, .administrator, endpoints.audit).operation(
                "What was done with a power over others, the newest first", .administration, query: [.cursor],
                gives: .page(of: AuditEntryResource.self), problems: [.notFound]),
        ]
    }
}

extension Route {
    /// The same operation for senders that know it only in part.
    fileprivate var allowingUnknownFields: Route {
        guard var operation else { return self }
        operation.allowsUnknownFields = true
        return self.operation(operation)
    }
}

extension QueryParameter {
    static func number(_ field: TextField) -> QueryParameter {
        QueryParameter(field: field, schema: .number(0...(.max)), summary: "A number of `page`, or any other.")
    }
}
