import Accounts
import Conversation
import HTTP

extension APIRoutes {
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
}

extension Route {
    /// The same operation for senders that know it only in part.
    fileprivate var allowingUnknownFields: Route {
        guard var operation else { return self }
        operation.allowsUnknownFields = true
        return self.operation(operation)
    }
}
