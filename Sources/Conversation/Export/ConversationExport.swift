import Accounts
import Foundation
import Storage

/// All that a person has in rooms, as JSON, in pieces that are read when they are asked for: an object with a list for
/// each kind of thing, a line for each entry. It is of the same moment as the export of the account.
public struct ConversationExport: AsyncSequence, Sendable {
    public typealias Element = Data

    /// Where a person can download a file of theirs.
    public typealias FileAddress = @Sendable (_ id: Attachment.ID, _ name: String) -> String

    private let person: User.ID
    private let account: ExportPieces
    private let fileAddress: FileAddress

    /// - Parameter account: the export of the same person, which proves that they may have one.
    public init(with account: ExportPieces, fileAddress: @escaping FileAddress) {
        self.account = account
        self.fileAddress = fileAddress
        person = account.user
    }

    public func makeAsyncIterator() -> Iterator { Iterator(export: self) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let export: ConversationExport
        private var sections = ExportSection.all[...]
        private var place: ExportPlace?
        private var isFirst = true

        fileprivate init(export: ConversationExport) {
            self.export = export
        }

        public mutating func next() async throws -> Data? {
            guard let section = sections.first else { return nil }
            let (lines, next) = try await export.account.snapshot.read { [export, place] db in
                let page = try section.page(db, export.person, place ?? ExportPlace(), export.fileAddress)
                return (page.lines, page.next)
            }
            var data = Data()
            if place == nil {
                data += Data("\(sections.count == ExportSection.all.count ? "{" : ",\n")\"\(section.name)\":[".utf8)
                isFirst = true
            }
            for line in lines {
                data += Data((isFirst ? "\n" : ",\n").utf8) + line
                isFirst = false
            }
            place = next
            if next == nil {
                sections.removeFirst()
                data += Data((sections.isEmpty ? "]}" : "]").utf8)
            }
            return data
        }
    }
}

/// The end of a piece, by whatever the section is in order of.
struct ExportPlace: Sendable {
    var room: Int64 = 0
    var number: Int64 = 0
    var text = ""
}

/// What a section is in order of.
enum ExportOrder: Sendable {
    case room, number, roomAndNumber, roomNumberAndText

    func arguments(_ place: ExportPlace) -> [(any SQLConvertible)?] {
        switch self {
        case .room: [place.room]
        case .number: [place.number]
        case .roomAndNumber: [place.room, place.number]
        case .roomNumberAndText: [place.room, place.number, place.text]
        }
    }
}
