import Conversation
import Foundation
import HTTP
import Live

/// What the followers of a room get over their WebSockets: whole frames, the same bytes for all of them.
struct SocketEvents: Sendable {
    /// Shows a proxy and the client that the connection is alive.
    static let heartbeat = WebSocketFrame.ping

    func parts(of changes: RoomChanges, as format: LiveFormat) throws -> [LivePart] {
        try changes.changes.map { change in
            let message = change.message
            let json = ServerMessage(.message, room: changes.room.id)
                .setting(\.message, LiveEvents.MessageJSON(message, for: format))
            return LivePart(.message(message.number), try frame(json), revision: message.revision)
        }
    }

    func presence(_ people: PresentPeople, in room: Room) throws -> Data {
        try frame(
            ServerMessage(.presence, room: room.id)
                .setting(\.count, people.count).setting(\.people, people.named.map(\.nickname)))
    }

    func typing(_ people: [PresentPerson], in room: Room) throws -> Data {
        try frame(ServerMessage(.typing, room: room.id).setting(\.people, people.map(\.nickname)))
    }

    func receipts(_ receipts: Receipts?, in room: Room) throws -> Data {
        try frame(ServerMessage(.receipts, room: room.id).setting(\.marks, LiveEvents.MarkJSON.all(of: receipts)))
    }

    /// For a room that the client follows no longer. Nil where it knows that.
    func ended(_ room: Room.ID, _ reason: LiveEndReason) throws -> Data? {
        guard reason != .left, reason != .stopped else { return nil }
        return try frame(ServerMessage(.ended, room: room).setting(\.reason, reason.rawValue))
    }

    func frame(_ message: ServerMessage) throws -> Data {
        WebSocketFrame.text(try LiveEvents.encode(message))
    }
}
