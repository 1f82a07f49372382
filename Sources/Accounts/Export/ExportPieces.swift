import Foundation
import Storage
import Support

/// An export as JSON, in pieces that are read when they are asked for, all of one moment: however much there is, little
/// of it is in memory. The object has what ``AccountExport`` has, then `sessions` and `activity`, a line for each entry.
public struct ExportPieces: AsyncSequence, Sendable {
    public typealias Element = Data

    /// Entries in one piece.
    static let pageSize = 500

    public let head: AccountExport
    package let user: User.ID
    package let snapshot: Snapshot
    /// Kept as long as this is.
    let slot: ExportSlots.Slot

    public func makeAsyncIterator() -> Iterator {
        Iterator(export: self)
    }

    public struct Iterator: AsyncIteratorProtocol {
        private enum Place: Sendable {
            case head
            case sessions(after: Session?)
            case activity(before: Activity.ID?)
            case end
        }

        fileprivate let export: ExportPieces
        private var place = Place.head

        fileprivate init(export: ExportPieces) {
            self.export = export
        }

        public mutating func next() async throws -> Data? {
            switch place {
            case .head:
                place = .sessions(after: nil)
                return try JSONEncoder.stable.encode(export.head).dropLast() + Data(",\n\"sessions\":[".utf8)
            case .sessions(let last): return try await nextSessions(after: last)
            case .activity(let id): return try await nextActivity(before: id)
            case .end: return nil
            }
        }

        private mutating func nextSessions(after last: Session?) async throws -> Data {
            let (lines, next) = try await export.snapshot.read { [user = export.user] db in
                let page = try SessionStore.page(db, of: user, after: last, limit: pageSize)
                return (try Self.lines(page.map(AccountExport.SessionEntry.init), isFirst: last == nil), page.last)
            }
            guard let next else {
                place = .activity(before: nil)
                return lines + Data("],\n\"activity\":[".utf8)
            }
            place = .sessions(after: next)
            return lines
        }

        private mutating func nextActivity(before id: Activity.ID?) async throws -> Data {
            let (lines, next) = try await export.snapshot.read { [user = export.user] db in
                let page = try ActivityStore.page(db, of: user, before: id, limit: pageSize)
                return (
                    try Self.lines(page.entries.map(AccountExport.ActivityEntry.init), isFirst: id == nil), page.next
                )
            }
            guard let next else {
                place = .end
                return lines + Data("]}".utf8)
            }
            place = .activity(before: next)
            return lines
        }

        private static func lines(_ entries: [some Encodable], isFirst: Bool) throws -> Data {
            let encoder = JSONEncoder.stable
            return try entries.enumerated().reduce(into: Data()) { data, entry in
                data.append(contentsOf: (isFirst && entry.offset == 0 ? "\n" : ",\n").utf8)
                data.append(try encoder.encode(entry.element))
            }
        }
    }
}
