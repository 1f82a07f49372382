import Accounts
import Foundation

/// A message that was found.
public struct SearchHit: Hashable, Sendable {
    public internal(set) var room: RoomSummary
    public let number: Int64
    /// Nil once that account is deleted.
    public let author: Participant?
    public let text: String
    public let createdAt: Date
}

public enum SearchOrder: String, Sendable {
    case newest
    /// Of the newest hits, those first in which the words stand closest together and most often.
    case best
}

/// A piece of what was found.
public struct SearchPage: Hashable, Sendable {
    public let hits: [SearchHit]
    /// What to highlight: `ranges(in:)` finds it in what a page shows of a message.
    public let terms: [SearchTerm]
    /// People whose messages are folded.
    public let blocked: Set<User.ID>
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: SearchCursor?
}

/// The end of a page.
public enum SearchCursor: Hashable, Sendable {
    case newest(at: Int64, room: Room.ID, number: Int64)
    case best(count: Int)

    /// For a URL.
    public var encoded: String {
        switch self {
        case .newest(let time, let room, let number): "\(time).\(room).\(number)"
        case .best(let count): String(count)
        }
    }

    public init?(encoded text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        switch numbers.count {
        case 1:
            guard let count = numbers[0], (0...Int64(SearchService.bestOf)).contains(count) else { return nil }
            self = .best(count: Int(count))
        case 3:
            guard let time = numbers[0], let room = numbers[1], let number = numbers[2],
                (0...Date.latest.stored).contains(time)
            else { return nil }
            self = .newest(at: time, room: room, number: number)
        default: return nil
        }
    }
}
