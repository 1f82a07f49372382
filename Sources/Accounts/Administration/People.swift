import Foundation
import Storage

/// Looking people up.
extension AdministrationService {
    /// A page has this many people at most.
    public static let pageLimit = 100

    /// A page of the people whose username or nickname contains `text` (letters A to Z without regard to case), by
    /// username.
    ///
    /// - Parameters:
    ///   - username: the `next` of the page before, or nil for the first.
    ///   - limit: people on the page, 1 to ``pageLimit``; anything else becomes the nearest of these.
    /// - Throws: `AdministrationError.notAllowed`.
    public func people(
        matching text: String = "", after username: String? = nil, limit: Int, by principal: Principal
    ) async throws -> PeoplePage {
        let limit = min(max(limit, 1), Self.pageLimit)
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            return try PersonStore.page(db, matching: NameMatch(text), after: username, limit: limit, at: now)
        }
    }

    /// - Throws: ``RecordNotFound``, `AdministrationError.notAllowed`.
    public func person(named username: String, by principal: Principal) async throws -> Person {
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            guard let username = Username(existing: username),
                let person = try PersonStore.find(db, username: username, at: now)
            else { throw RecordNotFound() }
            return person
        }
    }

    /// - Throws: ``RecordNotFound``, `AdministrationError.notAllowed`.
    public func person(_ id: User.ID, by principal: Principal) async throws -> Person {
        let now = now()
        return try await database.read { db in
            try require(db, principal)
            guard let person = try PersonStore.find(db, id: id, at: now) else { throw RecordNotFound() }
            return person
        }
    }

    /// Whether the site has other people, and no other administrator for them.
    public func isNeededByOthers(_ user: User) async throws -> Bool {
        guard user.role == .administrator else { return false }
        return try await database.read { try PersonStore.isNeededByOthers($0, user.id) }
    }

    /// - Throws: `AdministrationError.notAllowed`.
    func require(_ db: Transaction, _ principal: Principal) throws {
        guard case .administrator(let signedIn) = principal else { return }
        guard let user = try UserStore.find(db, id: signedIn.user.id), user.role == .administrator,
            user.disabledAt == nil
        else { throw AdministrationError.notAllowed }
    }
}
