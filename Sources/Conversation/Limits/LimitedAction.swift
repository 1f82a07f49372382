import Accounts

/// What a person may do at a limited rate.
public enum LimitedAction: Hashable, Sendable {
    /// Posting in a room.
    case message(Room.ID)
    /// Edits, reactions, pins and reports in a room.
    case change(Room.ID)
    /// Making rooms and direct conversations.
    case creation
}

extension Conversation {
    public func quota(of person: User.ID, for action: LimitedAction) -> Quota {
        let key =
            switch action {
            case .message(let room): RateLimiter.Key(person: person, room: room, action: .message)
            case .change(let room): RateLimiter.Key(person: person, room: room, action: .action)
            case .creation: RateLimiter.Key(person: person, room: nil, action: .creation)
            }
        return context.rates.quota(of: key, at: context.now())
    }
}
