import Foundation
import Storage

/// Looking at the people of the site, for operators and administrators.
extension Accounts {
    /// Whoever asks is no administrator (any more).
    public struct NotAllowed: Error, Sendable {}

    /// A page has this many people at most.
    public static let peoplePageLimit = 100

    /// A page of the people whose username or nickname contains `text` (letters A to Z without regard to case), by
    /// username.
    ///
    /// - Parameters:
    ///   - username: the `next` of the page before, or nil for the first.
    ///   - limit: people on the page, 1 to ``peoplePageLimit``; anything else becomes the nearest of these.
    /// - Throws: ``NotAllowed``.
    public func people(
        matching text: String = "", after username: String? = nil, limit: Int, by principal: Principal
    ) async throws -> PeoplePage {
        let limit = min(max(limit, 1), Self.peoplePageLimit)
        let text = text.precomposedStringWithCanonicalMapping.trimmingWhitespace()
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            return try PersonStore.page(db, matching: text, after: username, limit: limit, at: now)
        }
    }

    /// - Throws: ``NotFound``, ``NotAllowed``.
    public func person(named username: String, by principal: Principal) async throws -> Person {
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            guard let username = Username(existing: username),
                let person = try PersonStore.find(db, username: username, at: now)
            else { throw NotFound() }
            return person
        }
    }

    /// - Throws: ``NotFound``, ``NotAllowed``.
    public func person(_ id: User.ID, by principal: Principal) async throws -> Person {
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            guard let person = try PersonStore.find(db, id: id, at: now) else { throw NotFound() }
            return person
        }
    }

    /// Whether nobody else could look after the site and its other people.
    public func isNeededByOthers(_ user: User) async throws -> Bool {
        guard user.role == .administrator else { return false }
        return try await database.read { try PersonStore.isNeededByOthers($0, user.id) }
    }

    /// - Throws: ``NotAllowed``.
    func require(_ db: Transaction, _ principal: Principal) throws {
        guard case .administrator(let signedIn) = principal else { return }
        guard let user = try UserStore.find(db, id: signedIn.user.id), user.role == .administrator,
            user.disabledAt == nil
        else { throw NotAllowed() }
    }
}
