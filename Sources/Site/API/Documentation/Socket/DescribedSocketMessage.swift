import Conversation
import Foundation
import Live

/// A message of the WebSocket as it is described. Each kind has one: where a kind is added, these functions do not compile.
struct DescribedSocketMessage: Sendable {
    /// `post` is said by both sides in other ways, so that the names differ.
    let name: String
    let summary: String
    let schema: SocketSchema
    /// As it is sent.
    let example: String
}

extension DescribedSocketMessage {
    private static let id = SocketField("id", .value(.text(limit: 64))).optional

    init(_ kind: ClientMessage.Kind) {
        let (summary, fields, example) = Self.content(of: kind)
        self.init(
            name: "client-\(kind.rawValue)", summary: summary,
            schema: .object(
                [SocketField("type", .constant(kind.rawValue)), Self.id, SocketField("room", .integer)] + fields),
            example: "{\"type\":\"\(kind.rawValue)\",\"id\":\"a\",\"room\":12\(example)}")
    }

    /// The fields besides the type, the id and the room, and what they are in the example.
    private static func content(of kind: ClientMessage.Kind) -> (String, [SocketField], String) {
        switch kind {
        case .subscribe:
            (
                "Follows a room. With `since`, everything that has changed after that revision comes next.",
                [SocketField("since", .integer).optional], ",\"since\":812"
            )
        case .unsubscribe: ("Follows a room no more.", [], "")
        case .post:
            (
                "Posts a message, once for each `key` of 32 hexadecimal digits.",
                [
                    SocketField("body", .value(.text(limit: MessageBody.characterLimit, least: 1))),
                    SocketField("reply", .integer).optional,
                    SocketField("key", .value(.text(pattern: "^[0-9a-f]{32}$"))).optional,
                ],
                ",\"body\":\"Hello\",\"reply\":3,\"key\":\"000102030405060708090a0b0c0d0e0f\""
            )
        case .typing: ("Says for six seconds that the person is writing. There is no answer.", [], "")
        case .read:
            ("Marks the messages up to a number as read.", [SocketField("number", .integer)], ",\"number\":1234")
        }
    }
}

extension DescribedSocketMessage {
    /// - Throws: what encoding throws, which does not happen.
    init(_ kind: ServerMessage.Kind) throws {
        let (summary, fields, example) = Self.content(of: kind)
        self.init(
            name: "server-\(kind.rawValue)", summary: summary,
            schema: .object([SocketField("type", .constant(kind.rawValue))] + fields),
            example: String(decoding: try LiveEvents.encode(example), as: UTF8.self))
    }

    /// The fields besides the type, and an example. Answers have the id that the client has given.
    private static func content(of kind: ServerMessage.Kind) -> (String, [SocketField], ServerMessage) {
        let room = SocketField("room", .integer)
        let number = SocketField("number", .integer)
        let answer = ServerMessage(kind, id: "a", room: 12)
        let news = ServerMessage(kind, room: 12)
        switch kind {
        case .subscribed:
            return (
                "The room is followed. `revision` is the room's, `number` the newest message's.",
                [id, room, SocketField("revision", .integer).optional, number],
                answer.setting(\.revision, 814).setting(\.number, 1234)
            )
        case .unsubscribed: return ("The room is not followed any more.", [id, room], answer)
        case .posted:
            return ("The message is there, under this number.", [id, room, number], answer.setting(\.number, 1235))
        case .read:
            return ("Messages up to this number count as read.", [id, room, number], answer.setting(\.number, 1234))
        case .typing: return ("Who is writing, by nickname.", [room, people], news.setting(\.people, ["Ada"]))
        case .presence:
            return (
                "How many have the room open, and the nicknames of the first \(PresentPeople.limit).",
                [room, SocketField("count", .integer), people],
                news.setting(\.count, 2).setting(\.people, ["Ada", "Mei"])
            )
        case .receipts:
            return (
                "How far the others in a direct conversation have got; nobody where the person exchanges no receipts.",
                [room, SocketField("marks", .list(LiveEvents.MarkJSON.schema))],
                news.setting(\.marks, [LiveEvents.MarkJSON(username: "mei", delivered: 1235, read: 1234)])
            )
        case .message:
            return (
                "A message that is new, edited, deleted, reacted to or pinned.",
                [room, SocketField("message", LiveEvents.MessageJSON.schema)], news.setting(\.message, .example)
            )
        case .ended:
            return (
                "The room is not followed any more, because of `access` or as a `slow_reader`.",
                [room, SocketField("reason", .text)], news.setting(\.reason, "slow_reader")
            )
        case .error:
            let codes = ["malformed", "forbidden", "too_many", "invalid", "too_fast"]
            return (
                "What was asked for was not done.",
                [id, SocketField("code", .value(.word(among: codes))), SocketField("detail", .text).optional],
                ServerMessage(.error, id: "a").setting(\.code, "too_fast").setting(\.detail, "Please wait a second.")
            )
        }
    }

    private static let people = SocketField("people", .list(.text))
}

extension LiveEvents.MarkJSON {
    static var schema: SocketSchema {
        .object([
            SocketField("username", .text), SocketField("delivered", .integer), SocketField("read", .integer),
        ])
    }
}

extension LiveEvents.MessageJSON {
    static var schema: SocketSchema {
        let person = SocketSchema.object([
            SocketField("username", .text), SocketField("nickname", .text), SocketField("is_app", .value(.flag)),
        ])
        let file = SocketSchema.object([
            SocketField("name", .text), SocketField("type", .text), SocketField("bytes", .integer),
            SocketField("path", .text),
        ])
        return .object([
            SocketField("number", .integer), SocketField("revision", .integer), SocketField("author", person).optional,
            SocketField("body", .text), SocketField("reply", .integer).optional, SocketField("created_at", .time),
            SocketField("edited_at", .time).optional, SocketField("deleted_at", .time).optional,
            SocketField("pinned_at", .time).optional, SocketField("reactions", .map(.integer)),
            SocketField("files", .list(file)), SocketField("is_folded", .value(.flag)),
        ])
    }

    static var example: Self {
        Self(
            number: 1234, revision: 814, author: Person(username: "ada", nickname: "Ada", isApp: false),
            body: "The *beans* are up.", reply: 1230, createdAt: .example, editedAt: .example, deletedAt: nil,
            pinnedAt: .example,
            reactions: ["🌱": 2],
            files: [File(name: "beans.webp", type: "image/webp", bytes: 48_213, path: "/files/3/beans.webp")],
            isFolded: false)
    }
}
