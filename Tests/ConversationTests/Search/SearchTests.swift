import Accounts
import Foundation
import Storage
import TestSupport
import Testing

@testable import Conversation

struct SearchTests {
    @Test func `words are found without regard to case, diacritics and order`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("Straßencafé in Köln", in: room, by: ada)
            try await site.post("Nothing here", in: room, by: ada)
            for text in ["koln", "KÖLN strassencafe".replacingOccurrences(of: "ss", with: "ß"), "stra*", "\"in koln\""]
            {
                #expect(try await site.search(text, by: ada) == [1], "\(text)")
            }
            for text in ["stra", "\"koln in\"", "köl", "here köln"] {
                #expect(try await site.search(text, by: ada) == [], "\(text)")
            }
        }
    }

    @Test(arguments: [
        "\"", "a AND b", "body:a", "NEAR(a b)", "a OR", "(a", "a^b", "{a}", "-a", "'; DROP TABLE message; --", "*",
        "a*b",
        "a\u{0}b", "\" OR \"", "NOT",
    ])
    func `nothing in a query is an operator of the index`(text: String) async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            try await site.post("plain", in: site.everyone(), by: ada)
            if let query = try? SearchQuery(text) {
                #expect(try await site.conversation.search.page(query, by: ada).hits.isEmpty)
            }
        }
    }

    @Test func `filters narrow a search`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let (first, second) = (
                try await site.room(.closed, "Kitchen", of: people[0], people[1]),
                try await site.room(.closed, "Cellar", of: people[0], people[1])
            )
            let file = try await site.file(in: second, by: people[0])
            try await site.post("apple one", in: first, by: people[0])
            site.clock.advance(by: 86_400)
            try await site.post("apple two", in: first, by: people[1])
            site.clock.advance(by: 86_400)
            try await site.post("apple three", in: second, by: people[0], files: [file])
            func texts(_ text: String) async throws -> [String] {
                try await site.conversation.search.page(SearchQuery(text), by: people[0]).hits.map(\.text)
            }
            #expect(try await texts("apple") == ["apple three", "apple two", "apple one"])
            #expect(try await texts("apple from:ada") == ["apple three", "apple one"])
            #expect(try await texts("apple in:kitchen") == ["apple two", "apple one"])
            #expect(try await texts("apple in:\(second)-anything") == ["apple three"])
            #expect(try await texts("apple has:file") == ["apple three"])
            #expect(try await texts("apple has:file from:ada after:2026-01-15") == ["apple three"])
            #expect(try await texts("apple has:file from:bruno") == [])
            #expect(try await texts("apple from:bruno in:kitchen") == ["apple two"])
            #expect(try await texts("apple before:2027-01-16") == ["apple one"])
            #expect(try await texts("apple after:2027-01-15 before:2027-01-17") == ["apple two"])
            #expect(try await texts("from:ada") == ["apple three", "apple one"])
            #expect(try await texts("in:kitchen") == ["apple two", "apple one"])
            #expect(try await texts("before:2027-01-17") == ["apple two", "apple one"])
            #expect(try await texts("after:2027-01-16") == ["apple three"])
            #expect(try await texts("has:file") == ["apple three"])
            #expect(try await texts("from:bruno in:kitchen") == ["apple two"])
            for text in ["apple in:99", "from:bruno has:file"] { #expect(try await texts(text) == [], "\(text)") }
            for (text, problem) in [
                ("apple from:nobody", SearchQuery.Problem.noSuchPerson("nobody")),
                ("apple in:nowhere", .noSuchRoom("nowhere")),
            ] { await expect(problem) { _ = try await texts(text) } }
        }
    }

    @Test func `a message with many files is found once, and leaves room for the others`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for number in 1...52 {
                let files = [
                    try await site.file("a.txt", in: room, by: ada), try await site.file("b.txt", in: room, by: ada),
                ]
                try await site.post("\(number)", in: room, by: ada, files: files)
            }
            let page = try await site.conversation.search.page(SearchQuery("has:file"), by: ada)
            #expect(page.hits.map(\.number) == Array((3...52).reversed()))
            #expect(page.next != nil)
        }
    }

    @Test func `a search by filters alone finds no deleted messages`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for number in 1...3 { try await site.post("Post \(number)", in: room, by: ada) }
            try await site.conversation.messages.delete(2, by: site.access(ada, room))
            for text in ["in:garden", "from:ada", "after:2026-01-01"] {
                #expect(try await site.search(text, by: ada) == [3, 1], "\(text)")
            }
        }
    }

    @Test func `nobody finds what they may not see`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let admin = try await site.person("root1", .administrator)
            let closed = try await site.room(.closed, "Board", of: people[0])
            let direct = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            for room in [closed, direct] { try await site.post("apple", in: room, by: people[0]) }
            for person in [people[2], admin] {
                for text in ["apple", "apple in:board", "apple in:\(closed)", "apple in:\(direct)", "from:ada"] {
                    #expect(try await site.search(text, by: person) == [], "\(text)")
                }
            }
            #expect(try await site.search("apple", by: people[1]) == [1])
        }
    }

    @Test(arguments: [NewRoom.Kind.open, .closed])
    func `a removed member finds nothing in the room`(kind: NewRoom.Kind) async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(kind, of: people[0], people[1])
            try await site.post("apple", in: room, by: people[1])
            #expect(try await site.search("apple", by: people[1]) == [1])
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            for text in ["apple", "apple in:garden", "apple in:\(room)", "from:bruno"] {
                #expect(try await site.search(text, by: people[1]) == [], "\(text)")
            }
        }
    }

    @Test func `an open room is searched by its name before joining it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, "Kitchen", of: people[0])
            try await site.post("apple", in: room, by: people[0])
            #expect(try await site.search("apple", by: people[1]) == [])
            #expect(try await site.search("apple in:Kitchen", by: people[1]) == [1])
        }
    }

    @Test func `an edited message is found by its new words alone, and a deleted one by none`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("apple", in: room, by: ada)
            try await site.edit(1, to: "pear", in: room, by: ada)
            #expect(try await site.search("apple", by: ada) == [])
            #expect(try await site.search("pear", by: ada) == [1])
            try await site.delete(1, in: room, by: ada)
            #expect(try await site.search("pear", by: ada) == [])
            #expect(try await site.search("from:ada", by: ada) == [])
        }
    }

    @Test func `many hits come page by page, the newest of all rooms first`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let rooms = [try await site.room(of: ada), try await site.room(of: ada), try await site.room(of: ada)]
            for number in 0..<130 {
                site.clock.advance(by: 1)
                try await site.post("apple \(number)", in: rooms[number % 3], by: ada)
            }
            var (texts, cursor) = ([String](), SearchCursor?.none)
            repeat {
                let page = try await site.conversation.search.page(SearchQuery("apple"), after: cursor, by: ada)
                texts += page.hits.map(\.text)
                cursor = page.next
            } while cursor != nil
            let expected = (0..<130).reversed().map { "apple \($0)" }
            #expect(texts == expected)
        }
    }

    @Test func `the best hit says it most in the fewest words`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("apple apple apple", in: room, by: ada)
            for _ in 0..<60 {
                try await site.post("one apple among many other words that say little", in: room, by: ada)
            }
            let search = site.conversation.search
            let first = try await search.page(SearchQuery("apple"), order: .best, by: ada)
            #expect(first.hits.count == 50 && first.hits.first?.number == 1 && first.hits[1].number == 61)
            let second = try await search.page(SearchQuery("apple"), order: .best, after: first.next, by: ada)
            #expect(second.hits.count == 11 && second.next == nil)
        }
    }

    @Test func `hits of people whom one has blocked are marked`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            try await site.post("apple", in: site.everyone(), by: people[0])
            try await site.conversation.people.block(username: "ada", by: people[1])
            let page = try await site.conversation.search.page(SearchQuery("apple"), by: people[1])
            #expect(page.hits.count == 1 && page.blocked == [people[0]])
        }
    }

    @Test func `a message is found as it is, whether it changed before or after it was indexed`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for text in ["apple", "pear", "plum"] { try await site.post(text, in: room, by: ada) }
            try await site.edit(1, to: "cherry", in: room, by: ada)
            try await site.delete(2, in: room, by: ada)
            #expect(try await site.search("cherry", by: ada) == [1])
            for word in ["apple", "pear"] { #expect(try await site.search(word, by: ada) == [], "\(word)") }
            try await site.edit(1, to: "quince", in: room, by: ada)
            try await site.delete(3, in: room, by: ada)
            #expect(try await site.search("quince", by: ada) == [1])
            for word in ["cherry", "plum"] { #expect(try await site.search(word, by: ada) == [], "\(word)") }
        }
    }

    @Test func `more new messages than are indexed in one step are all found`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 401, text: "apple")
            for number: Int64 in [1, 200, 201, 400, 401] {
                #expect(try await site.search("\"apple \(number)\"", by: ada) == [number])
            }
        }
    }

    @Test func `the words of deleted messages leave the index while others are posted`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 5_000, text: "filler words for the index")
            try await site.post("unmistakablyunique", in: room, by: ada)
            for number in 0..<20 { try await site.post("later \(number)", in: room, by: ada) }
            try await site.conversation.search.indexNewMessages()
            try await site.delete(5_001, in: room, by: ada)
            #expect(try await site.conversation.search.purge())
            #expect(try await !site.conversation.search.purge())
            try await site.database.writeBack()
            let stored = try site.stored()
            #expect(stored.range(of: Data("mistakablyuni".utf8)) == nil)
            #expect(try await site.search("later 7", by: ada) == [5_009])
            #expect(try await site.search("\"index 4321\"", by: ada) == [4_321])
        }
    }
}

extension SearchTests {
    @Test func `a search that takes too long ends, and says so`() async throws {
        struct Endless: MessageSearch {
            func hits(_ db: Transaction, _ request: SearchRequest, limit: Int) throws -> [SearchHit] {
                try db.run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", [])
                return []
            }
            func isBehind(_ db: Transaction) throws -> Bool { false }
            func addPending(_ db: Transaction) throws -> Bool { false }
            func needsPurge(_ db: Transaction) throws -> Bool { false }
            func purge(_ db: Transaction) throws -> Bool { false }
        }
        try await withSite { site in
            let ada = try await site.person("ada")
            var search = site.conversation.search
            (search.engine, search.timeLimit) = (Endless(), .milliseconds(50))
            await expect(SearchQuery.Problem.takesTooLong) { _ = try await search.page(SearchQuery("x"), by: ada) }
            // The connection is as good as before.
            #expect(try await site.search("x", by: ada) == [])
        }
    }
}

extension TestSite {
    /// The numbers of the messages that are found: none where there is no such room for the person.
    func search(_ text: String, by person: User.ID) async throws -> [Int64] {
        do {
            return try await conversation.search.page(SearchQuery(text), by: person).hits.map(\.number)
        } catch SearchQuery.Problem.noSuchRoom {
            return []
        }
    }
}
