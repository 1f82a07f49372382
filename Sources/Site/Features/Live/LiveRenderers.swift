import Conversation
import Foundation
import Live

/// Renders for each kind of reader.
struct LiveRenderers: LiveRenderer {
    let html: LiveHTML
    let events: LiveEvents
    let socket = SocketEvents()

    func parts(of changes: RoomChanges, as format: LiveFormat) async throws -> [LivePart] {
        switch format.kind {
        case .page: try await html.parts(of: changes, as: format)
        case .events: try events.parts(of: changes, as: format)
        case .socket: try socket.parts(of: changes, as: format)
        }
    }

    func presence(_ people: PresentPeople, in room: Room, as format: LiveFormat) throws -> Data? {
        switch format.kind {
        case .page: Data(try html.presence(people, as: format).bytes)
        case .events: try events.presence(people)
        case .socket: try socket.presence(people, in: room)
        }
    }

    func typing(_ people: [PresentPerson], in room: Room, as format: LiveFormat) throws -> Data {
        switch format.kind {
        case .page: Data(try html.typing(people, as: format).bytes)
        case .events: try events.typing(people)
        case .socket: try socket.typing(people, in: room)
        }
    }

    func heartbeat(in room: Room, as format: LiveFormat) throws -> Data {
        switch format.kind {
        case .page: Data(try html.beat(in: room, as: format).bytes)
        case .events: LiveEvents.heartbeat
        case .socket: SocketEvents.heartbeat
        }
    }

    func receipts(
        _ receipts: Receipts?, shown: [Int64: Receipt], in room: Room, as format: LiveFormat
    ) throws -> Data {
        switch format.kind {
        case .page: Data(try html.receipts(shown, as: format).bytes)
        case .events: try events.receipts(receipts)
        case .socket: try socket.receipts(receipts, in: room)
        }
    }

    func rooms(_ list: [JoinedRoom], in room: Room, as format: LiveFormat) throws -> Data? {
        format.kind == .page ? Data(try html.rooms(list, in: room, as: format).bytes) : nil
    }
}
