import Accounts
import Foundation
import Storage
import WorkQueue

/// What people see of each other, and whom they do not want to hear from.
public struct PeopleService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// Nobody has this name.
        case noSuchPerson
        /// Nobody blocks themselves.
        case oneself
        case tooManyBlocks
    }

    /// Names that are looked up at once.
    public static let nameLimit = 1_000
    /// Rooms in common that a page shows.
    static let roomLimit = 50
    /// People whom a search by name finds.
    static let searchLimit = 5

    let context: ConversationContext

    /// - Throws: ``Refusal/noSuchPerson``.
    public func page(of username: String, by person: User.ID) async throws -> PersonDetail {
        try await page(by: person) { try PeopleStore.find($0, username: username) }
    }

    /// - Throws: ``Refusal/noSuchPerson``.
    public func page(of id: User.ID, by person: User.ID) async throws -> PersonDetail {
        try await page(by: person) { _ in id }
    }

    private func page(
        by person: User.ID, of find: @escaping @Sendable (Transaction) throws -> User.ID?
    ) async throws -> PersonDetail {
        try await context.database.read { db in
            guard let id = try find(db), let profile = try PeopleStore.profile(db, id) else {
                throw Refusal.noSuchPerson
            }
            let isBlocked = try BlockStore.exists(db, by: person, of: id)
            let isBlocking = try BlockStore.exists(db, by: id, of: person)
            let isEnabled = try PeopleStore.isEnabled(db, id)
            // Nobody reads what is written to a webhook.
            let canRead = !AppAccount.isWebhook(profile.participant.username, isApp: profile.participant.isApp)
            return PersonDetail(
                profile: profile,
                roomsInCommon: id == person
                    ? [] : try PeopleStore.roomsInCommon(db, person, id, limit: Self.roomLimit),
                isBlocked: isBlocked,
                canMessage: id != person && isEnabled && canRead && !isBlocked && !isBlocking)
        }
    }

    /// Those of the usernames, in lower case, that people have, for links to their pages. Of more than ``nameLimit``,
    /// some are not looked up.
    public func existing(usernames: Set<String>) async throws -> Set<String> {
        Set(try await accounts(named: usernames).keys)
    }

    /// The accounts with these usernames, in lower case. Of more than ``nameLimit``, some are not looked up.
    public func accounts(named usernames: Set<String>) async throws -> [String: User.ID] {
        guard !usernames.isEmpty else { return [:] }
        return try await context.database.read { try PeopleStore.find($0, usernames.prefix(Self.nameLimit)) }
    }

    /// The first people in a room with the person whose username or nickname contains the text, by username. Nobody, where
    /// looking for them would take too long.
    public func search(_ text: String, by person: User.ID) async throws -> [Participant] {
        guard let name = NameMatch(text) else { return [] }
        do {
            return try await context.database.readAside(for: person, within: ConversationContext.searchLimit) { db in
                try PeopleStore.find(db, name, inRoomsOf: person, limit: Self.searchLimit)
            }
        } catch let error where error is WorkQueue.Full || Database.failure(error) == .busy {
            return []
        }
    }

    /// - Parameter status: nil for none.
    public func setStatus(_ status: UserStatus?, of person: User.ID) async throws {
        try await context.database.write { try PeopleStore.setStatus($0, status, of: person) }
    }

    public func status(of person: User.ID) async throws -> UserStatus? {
        try await context.database.read { try PeopleStore.profile($0, person)?.status }
    }

    /// Folds the other's messages, keeps their mentions away and refuses direct conversations. Calling it again has no effect.
    ///
    /// - Throws: ``Refusal``.
    public func block(username: String, by person: User.ID) async throws {
        let now = context.now()
        try await context.database.write { db in
            guard let other = try PeopleStore.find(db, username: username) else { throw Refusal.noSuchPerson }
            guard other != person else { throw Refusal.oneself }
            guard try BlockStore.all(db, by: person).count < context.limits.blocksPerPerson else {
                throw Refusal.tooManyBlocks
            }
            try BlockStore.insert(db, by: person, of: other, at: now)
        }
    }

    /// Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/noSuchPerson``.
    public func unblock(username: String, by person: User.ID) async throws {
        try await context.database.write { db in
            guard let other = try PeopleStore.find(db, username: username) else { throw Refusal.noSuchPerson }
            try BlockStore.delete(db, by: person, of: other)
        }
    }

    /// Those whom the person has blocked, by username.
    public func blocked(by person: User.ID) async throws -> [Participant] {
        try await context.database.read { try BlockStore.people($0, by: person) }
    }

    /// The accounts of those whom the person has blocked, for what is folded.
    public func blockedAccounts(by person: User.ID) async throws -> Set<User.ID> {
        try await context.database.read { try BlockStore.all($0, by: person) }
    }
}
