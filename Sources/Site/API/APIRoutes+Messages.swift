import Conversation
import HTTP

extension APIRoutes {
    static func messages(_ endpoints: MessageEndpoints, _ site: SiteContext) -> [Route] {
        let rooms = site.conversation.rooms
        let problems: [Status] = [.forbidden, .notFound, .conflict]
        let message = APIOperation.Output.one(MessageResource.self)
        return [
            Route(.get, apiPaths.messages, .signedIn, endpoints.list).operation(
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
                query: [.number(.since).required],
                gives: .numbered(ResourceSchema(MessageResource.self), [.since, .next]),
                problems: [.notFound]),
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
}
