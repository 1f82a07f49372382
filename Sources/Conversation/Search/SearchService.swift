import Accounts
import Foundation
import Storage

/// Finding messages again. What a person may not see, they do not find: the query itself looks only into their rooms.
public struct SearchService: Sendable {
    /// A page has this many hits at most.
    public static let pageLimit = 50
    /// How many of the newest hits are put in order by how well they match.
    static let bestOf = 200
    /// How much of a long text counts, in characters.
    private static let scoredLength = 1_000

    let context: ConversationContext
    var engine: any MessageSearch = FullTextSearch()
    var timeLimit = ConversationContext.searchLimit

    /// Puts new messages into the index. Posting leaves that to whoever searches next, or to
    /// ``Conversation/maintain(log:)``: hundreds are indexed in the time of a few that are posted.
    public func indexNewMessages() async throws {
        try await tend(if: engine.isBehind, by: engine.addPending)
    }

    /// Takes what deleted messages have left in the index out of it, until nothing is left.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    public func purge() async throws -> Bool {
        try await tend(if: engine.needsPurge, by: engine.purge)
    }

    /// Repeats a step, each in a transaction of its own, for as long as it says that there is more.
    @discardableResult
    private func tend(
        if isNeeded: @escaping @Sendable (Transaction) throws -> Bool,
        by step: @escaping @Sendable (Transaction) throws -> Bool
    ) async throws -> Bool {
        guard try await context.database.read(isNeeded) else { return false }
        while try await context.database.write(step) { try Task.checkCancellation() }
        return true
    }

    /// - Parameter cursor: the `next` of the page before, or nil for the first.
    /// - Throws: `SearchQuery.Problem.noSuchPerson`, `.noSuchRoom`, `.takesTooLong`; `WorkQueue.Full` when the person
    ///   searches elsewhere already.
    public func page(
        _ query: SearchQuery, order: SearchOrder = .newest, after cursor: SearchCursor? = nil, by person: User.ID
    ) async throws -> SearchPage {
        // Where nothing can be written, as on a full disk, the search finds what the index has.
        if !query.terms.isEmpty { try? await indexNewMessages() }
        do {
            return try await context.database.readAside(for: person, within: timeLimit) { db in
                try page(db, query, order, after: cursor, by: person)
            }
        } catch let error where Database.failure(error) == .busy {
            throw SearchQuery.Problem.takesTooLong
        }
    }

    private func page(
        _ db: Transaction, _ query: SearchQuery, _ order: SearchOrder, after cursor: SearchCursor?, by person: User.ID
    ) throws -> SearchPage {
        let blocked = try BlockStore.all(db, by: person)
        let request = try request(db, query, after: cursor, by: person)
        switch order {
        case .newest: return try newest(db, request, blocked)
        case .best: return try best(db, request, after: cursor, blocked)
        }
    }

    private func newest(_ db: Transaction, _ request: SearchRequest, _ blocked: Set<User.ID>) throws -> SearchPage {
        let hits = try engine.hits(db, request, limit: Self.pageLimit + 1)
        let shown = try DirectStore.namingPeople(db, in: hits.prefix(Self.pageLimit), \.room, for: request.person)
        let next = hits.count > Self.pageLimit ? shown.last?.place : nil
        return SearchPage(
            hits: shown, terms: request.terms, blocked: blocked,
            next: next.map { .newest(at: $0.time, room: $0.room, number: $0.number) })
    }

    private func best(
        _ db: Transaction, _ request: SearchRequest, after cursor: SearchCursor?, _ blocked: Set<User.ID>
    ) throws -> SearchPage {
        var start = 0
        if case .best(let count) = cursor { start = count }
        let hits = try engine.hits(db, request, limit: Self.bestOf)
            .map { (hit: $0, score: $0.score(request.terms, in: $0.text.prefix(Self.scoredLength))) }.enumerated()
            .sorted { ($0.element.score, -$0.offset) > ($1.element.score, -$1.offset) }
            .map(\.element.hit).dropFirst(start)
        let shown = try DirectStore.namingPeople(db, in: hits.prefix(Self.pageLimit), \.room, for: request.person)
        return SearchPage(
            hits: shown, terms: request.terms, blocked: blocked,
            next: hits.count > Self.pageLimit ? .best(count: start + Self.pageLimit) : nil)
    }

    private func request(
        _ db: Transaction, _ query: SearchQuery, after cursor: SearchCursor?, by person: User.ID
    ) throws -> SearchRequest {
        let author = try query.author.map { name in
            guard let author = try PeopleStore.find(db, username: name) else {
                throw SearchQuery.Problem.noSuchPerson(name)
            }
            return author
        }
        let room = try query.room.map { name in
            guard let room = try Self.room(db, called: name, by: person) else {
                throw SearchQuery.Problem.noSuchRoom(name)
            }
            return room
        }
        var after: (time: Int64, room: Room.ID, number: Int64)?
        if case .newest(let time, let room, let number) = cursor { after = (time, room, number) }
        return SearchRequest(
            person: person, terms: query.terms, author: author, room: room, since: query.since, before: query.before,
            hasFile: query.hasFile, after: after)
    }

    /// A room of the person's by its name or number, or an open one.
    private static func room(_ db: Transaction, called name: String, by person: User.ID) throws -> Room.ID? {
        let folded = name.lowercased()
        let rooms = try db.rows(
            """
            SELECT room.id, room.name FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.kind <> 'direct'
            """, [person]
        ) { (id: $0[0] as Room.ID, name: $0[1] as String) }
        if let room = rooms.first(where: { $0.name.lowercased() == folded }) { return room.id }
        if let room = try RoomStore.open(db, named: [name])[name] { return room }
        // As in the address of a room, which is made of its number and name.
        return Room.ID(name.prefix { $0 != "-" })
    }
}

extension SearchHit {
    /// The share of the text that was searched for: short messages that say it often come first.
    fileprivate func score(_ terms: [SearchTerm], in beginning: Substring) -> Double {
        Double(terms.ranges(in: String(beginning)).reduce(0) { $0 + $1.count }) / (Double(beginning.utf8.count) + 100)
    }
}
