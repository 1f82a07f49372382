import Conversation
import Foundation
import HTTP
import Live

extension LivePages {
    /// What happens in the room, for programs. With `Last-Event-ID`, what has happened since comes first.
    func events(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        var response = Response(status: .ok).unbuffered
        response.headers[.contentType] = "text/event-stream"
        guard request.method == .get else {
            response.body = .omitted(length: nil)
            return response
        }
        let blocked = try await conversation.people.blockedAccounts(by: visitor.person.user.id)
        let reader: LiveReader
        do { reader = try open(.events, request, visitor, blocked: blocked) } catch {
            throw HTTPError.overloaded
        }
        let room = visitor.right.room
        let start = request.headers[.lastEventID].flatMap { Int64($0) } ?? .max
        let first = try await missed(in: room.id, since: min(start, room.revision), by: reader)
        let opening = [LiveEvents.heartbeat] + first.events
        guard first.isMore else {
            // Most clients have missed little. Reading that here leaves the task of the stream small.
            reader.begin(after: first.revision)
            response.body = .follow(reader, from: opening)
            return response
        }
        response.body = .follow(reader, from: opening) { [self] writer in
            var last = first
            // Whoever has lost the right to read does not get what they have missed either.
            while last.isMore, !reader.isOver {
                last = try await missed(in: room.id, since: last.revision, by: reader)
                for event in last.events where !reader.isOver { try await writer.write(event) }
            }
            reader.begin(after: last.revision)
        }
        return response
    }

    /// The next of the changes that a client has missed, and up to where they go.
    private func missed(
        in room: Room.ID, since revision: Int64, by reader: LiveReader
    ) async throws -> (events: [Data], revision: Int64, isMore: Bool) {
        guard let changes = try await conversation.feed.changes(in: room, since: revision) else {
            return ([], revision, false)
        }
        let parts = try events.parts(of: changes, as: reader.format)
        return (parts.map(\.bytes), changes.revision, changes.isMore)
    }
}
