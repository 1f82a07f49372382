import Accounts
import Conversation
import Foundation
import HTTP
import Live

/// What a client does in a room, by the same services as the forms of the pages.
extension SocketSession {
    /// - Returns: what the client is told; nil for nothing.
    func perform(_ message: ClientMessage, by person: SignedIn) async throws -> ServerMessage? {
        switch message {
        case .post(let room, let body, let reply, let key):
            let member = try await site.conversation.rooms.member(of: room, by: person.user.id)
            let posted = try await post(body, reply, key, as: member)
            return ServerMessage(.posted, room: room).setting(\.number, posted.number)
        case .typing(let room):
            let member = try await site.conversation.rooms.member(of: room, by: person.user.id)
            if try await site.conversation.messages.mayPost(member) { hub.noteTyping(of: member, person.user) }
            return nil
        case .read(let room, let number):
            let member = try await site.conversation.rooms.member(of: room, by: person.user.id)
            let read = try await site.conversation.memberships.markRead(upTo: number, by: member)
            return ServerMessage(.read, room: room).setting(\.number, read)
        case .subscribe, .unsubscribe:
            return nil
        }
    }

    private func post(
        _ body: String, _ reply: Int64?, _ key: String?, as member: Member
    ) async throws -> PostedMessage {
        let messageKey: MessageKey
        if let key {
            guard let known = MessageKey(encoded: key) else { throw ClientMessage.Malformed() }
            messageKey = known
        } else {
            messageKey = MessageKey()
        }
        let draft = try MessageDraft(text: body, reply: reply, key: messageKey)
        return try await site.conversation.messages.post(draft, as: member)
    }
}

extension ServerMessage {
    /// For what is no message that a client can send.
    init(malformed id: String?) {
        self.init(.error, id: id)
        (code, detail) = ("malformed", "This is not a message of a known type with the fields that it needs.")
    }

    /// Nil for an error that is not the client's.
    init?(problem error: any Error, id: String?) {
        self.init(.error, id: id)
        switch error {
        case is ClientMessage.Malformed:
            self.init(malformed: id)
        case is AccessRefusal:
            (code, detail) = ("forbidden", "There is no such room, or you may not do this in it.")
        case let refusal as LiveRefusal:
            (code, detail) = ("too_many", "You follow too many rooms at once (\(refusal.rawValue)).")
        default:
            guard let problem = MessageProblem(error) else { return nil }
            (code, detail) = (problem.retryAfter == nil ? "invalid" : "too_fast", problem.text.english)
        }
    }
}
