import Conversation
import Foundation
import Live

/// Renders for each kind of reader.
struct LiveRenderers: LiveRenderer {
    let html: LiveHTML
    let events: LiveEvents
    let socket = SocketEvents()

    func parts(of changes: RoomChanges, as form: LiveForm) async throws -> [LivePart] {
        switch form.kind {
        case .page: try await html.parts(of: changes, as: form)
        case .events: try events.parts(of: changes, as: form)
        case .socket: try socket.parts(of: changes, as: form)
        }
    }

    func presence(_ people: PresentPeople, in room: Room, as form: LiveForm) throws -> Data? {
        switch form.kind {
        case .page: Data(try html.presence(people, as: form).bytes)
        case .events: try events.presence(people)
        case .socket: try socket.presence(people, in: room)
        }
    }

    func typing(_ people: [PresentPerson], in room: Room, as form: LiveForm) throws -> Data {
        switch form.kind {
        case .page: Data(try html.typing(people, as: form).bytes)
        case .events: try events.typing(people)
        case .socket: try socket.typing(people, in: room)
        }
    }

    func heartbeat(in room: Room, as form: LiveForm) throws -> Data {
        switch form.kind {
        case .page: Data(try html.beat(in: room, as: form).bytes)
        case .events: LiveEvents.heartbeat
        case .socket: SocketEvents.heartbeat
        }
    }

    func receipts(
        _ receipts: Receipts?, shown: [Int64: Receipt], in room: Room, as form: LiveForm
    ) throws -> Data {
        switch form.kind {
        case .page: Data(try html.receipts(shown, as: form).bytes)
        case .events: try events.receipts(receipts)
        case .socket: try socket.receipts(receipts, in: room)
        }
    }

    func rooms(_ list: [JoinedRoom], in room: Room, as form: LiveForm) throws -> Data? {
        form.kind == .page ? Data(try html.rooms(list, in: room, as: form).bytes) : nil
    }
}
