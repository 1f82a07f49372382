import Foundation

@testable import Accounts

/// An export as somebody reads it.
struct ReadExport: Decodable {
    let head: AccountExport
    let sessions: [AccountExport.SessionEntry]
    let activity: [AccountExport.ActivityEntry]

    private enum Key: CodingKey {
        case sessions, activity
    }

    init(from decoder: any Decoder) throws {
        head = try AccountExport(from: decoder)
        let lists = try decoder.container(keyedBy: Key.self)
        sessions = try lists.decode([AccountExport.SessionEntry].self, forKey: .sessions)
        activity = try lists.decode([AccountExport.ActivityEntry].self, forKey: .activity)
    }
}

extension ExportPieces {
    func read() async throws -> ReadExport {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(ReadExport.self, from: try await reduce(into: Data()) { $0 += $1 })
    }
}

extension TestSite {
    func export(of person: SignedIn) async throws -> ReadExport {
        try await accounts.export.pieces(for: person).read()
    }
}
