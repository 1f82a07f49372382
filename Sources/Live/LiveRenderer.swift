import Accounts
import Conversation
import Foundation

/// Makes the bytes that readers get. It is asked once for all who get the same ones.
public protocol LiveRenderer: Sendable {
    /// What has changed in a room, in order of the revisions.
    func parts(of changes: RoomChanges, as format: LiveFormat) async throws -> [LivePart]
    /// Who is in the room now; nil where nobody is told.
    func presence(_ people: PresentPeople, in room: Room, as format: LiveFormat) throws -> Data?
    /// Who is writing in the room now.
    func typing(_ people: [PresentPerson], in room: Room, as format: LiveFormat) throws -> Data
    /// What shows that the connection still works.
    func heartbeat(in room: Room, as format: LiveFormat) throws -> Data
    /// How far the others have got in a direct conversation, for one of its people.
    ///
    /// - Parameters:
    ///   - receipts: nil where nobody exchanges receipts with the person.
    ///   - shown: those of the person's own messages under which something stands.
    func receipts(
        _ receipts: Receipts?, shown: [Int64: Receipt], in room: Room, as format: LiveFormat
    ) throws -> Data
    /// A person's rooms, for themselves; nil where nobody is told.
    func rooms(_ list: [JoinedRoom], in room: Room, as format: LiveFormat) throws -> Data?
}
