import Conversation
import Foundation
import Live

/// Renders for each kind of reader.
struct LiveRenderers: LiveRenderer {
    let html: LiveHTML
    let events: LiveEvents

    func parts(of changes: RoomChanges, as form: LiveForm) async throws -> [LivePart] {
        switch form.kind {
        case .page: try await html.parts(of: changes, as: form)
        case .events: try events.parts(of: changes, as: form)
        }
    }

    func presence(_ people: [PresentPerson], in room: Room, as form: LiveForm) throws -> Data? {
        switch form.kind {
        case .page: Data(try html.presence(people, as: form).bytes)
        case .events: try events.presence(people)
        }
    }

    func heartbeat(in room: Room, as form: LiveForm) throws -> Data {
        switch form.kind {
        case .page: Data(try html.beat(in: room, as: form).bytes)
        case .events: LiveEvents.heartbeat
        }
    }

    func rooms(_ list: [RoomListEntry], in room: Room, as form: LiveForm) throws -> Data? {
        form.kind == .page ? Data(try html.rooms(list, in: room, as: form).bytes) : nil
    }
}
