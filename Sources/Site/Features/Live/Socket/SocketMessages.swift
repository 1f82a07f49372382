import Conversation
import Foundation
import Live

/// What a client sends over a WebSocket: JSON with a `type`, and the fields that belong to it (docs/live.md).
enum ClientMessage: Hashable, Sendable {
    /// Follow a room. With `since`, what has changed after that revision comes first.
    case subscribe(Room.ID, since: Int64?)
    case unsubscribe(Room.ID)
    case post(Room.ID, body: String, reply: Int64?, key: String?)
    case typing(Room.ID)
    case read(Room.ID, number: Int64)

    /// What stands in `type`.
    enum Kind: String, CaseIterable {
        case subscribe, unsubscribe, post, typing, read
    }

    struct Malformed: Error {}

    /// The message and what the client calls it, which comes back with the answer.
    static func decode(_ text: String) throws(Malformed) -> (message: ClientMessage, id: String?) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(text.utf8)),
            fields.id.map({ $0.utf8.count <= idLimit }) ?? true, let message = fields.message
        else { throw Malformed() }
        return (message, fields.id)
    }

    /// What the client calls a message that is none, if it says so.
    static func id(in text: String) -> String? {
        struct Name: Decodable { let id: String }
        guard let id = try? JSONDecoder().decode(Name.self, from: Data(text.utf8)).id, id.utf8.count <= idLimit else {
            return nil
        }
        return id
    }

    /// In bytes.
    private static let idLimit = 64

    private struct Fields: Decodable {
        let type: String
        let id: String?
        let room: Int64?
        let since: Int64?
        let body: String?
        let reply: Int64?
        let key: String?
        let number: Int64?

        var message: ClientMessage? {
            guard let room else { return nil }
            switch Kind(rawValue: type) {
            case .subscribe: return .subscribe(room, since: since)
            case .unsubscribe: return .unsubscribe(room)
            case .typing: return .typing(room)
            case .post: return body.map { .post(room, body: $0, reply: reply, key: key) }
            case .read: return number.map { .read(room, number: $0) }
            case nil: return nil
            }
        }
    }
}

/// What the site sends over a WebSocket. Fields that do not belong to the type are left out.
struct ServerMessage: Encodable, Sendable {
    enum Kind: String, CaseIterable, Encodable {
        case subscribed, unsubscribed, posted, typing, presence, message, read, receipts, error
        /// The room is not followed any more.
        case ended
    }

    let type: Kind
    /// What the client has called the message that this answers.
    var id: String?
    var room: Room.ID?
    var revision: Int64?
    var number: Int64?
    var message: LiveEvents.MessageJSON?
    /// How many people there are, where not all are named.
    var count: Int?
    /// Nicknames.
    var people: [String]?
    var marks: [LiveEvents.MarkJSON]?
    var reason: String?
    /// For programs.
    var code: String?
    /// For people, in English.
    var detail: String?

    init(_ type: Kind, id: String? = nil, room: Room.ID? = nil) {
        (self.type, self.id, self.room) = (type, id, room)
    }

    func setting<Value>(_ field: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var message = self
        message[keyPath: field] = value
        return message
    }
}
