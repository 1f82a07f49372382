import Accounts
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

/// Who may use which route of a room (ASVS 5.0, 8.2.2). A route that is not in the table fails.
@Suite struct RoomPermissionTests {
    private enum Asker: String, CaseIterable {
        case stranger, formerMember, blocked, member, author, moderator, owner, administrator
    }

    /// The statuses that each asker gets in an open and in a closed room, in the order of `Asker`; 3 stands for a
    /// redirect after success, 2 for a page, 4 for `404`, 0 for `403`.
    ///
    /// The administrator is no member. The stranger and the former member are not in the room; the latter left it by
    /// themselves.
    private static let table: [(route: String, open: String, closed: String)] = [
        ("GET /rooms/:room", "22222222", "44222224"),
        ("POST /rooms/:room/messages", "00333330", "44333334"),
        ("POST /rooms/:room/join", "33333333", "44333334"),
        ("POST /rooms/:room/leave", "003333?0", "443333?4"),
        ("POST /rooms/:room/level", "00333330", "44333334"),
        ("POST /rooms/:room/read", "00333330", "44333334"),
        ("GET /rooms/:room/messages/:number", "22222222", "44222224"),
        ("POST /rooms/:room/messages/:number/edit", "00003000", "44003004"),
        ("POST /rooms/:room/messages/:number/delete", "00003333", "44003334"),
        ("POST /rooms/:room/messages/:number/react", "00333330", "44333334"),
        ("POST /rooms/:room/messages/:number/pin", "00333330", "44333334"),
        ("POST /rooms/:room/messages/:number/report", "00332330", "44332334"),
        ("GET /rooms/:room/pins", "22222222", "44222224"),
        ("GET /rooms/:room/files", "00222220", "44222224"),
        ("GET /rooms/:room/members", "22222222", "44222224"),
        ("POST /rooms/:room/members", "00333330", "44333334"),
        ("POST /rooms/:room/members/:user/remove", "00000333", "44000334"),
        ("POST /rooms/:room/members/:user/role", "00000033", "44000033"),
        ("GET /rooms/:room/settings", "00000022", "44000022"),
        ("POST /rooms/:room/settings", "00000033", "44000033"),
        ("POST /rooms/:room/retention", "00000033", "44000033"),
        ("POST /rooms/:room/archive", "00000033", "44000033"),
        ("POST /rooms/:room/reopen", "00000033", "44000033"),
        ("GET /rooms/:room/delete", "00000022", "44000022"),
        ("POST /rooms/:room/delete", "00000033", "44000033"),
        ("GET /rooms/:room/live/:keeper", "22222222", "44222224"),
        ("GET /rooms/:room/recent", "22222222", "44222224"),
        ("GET /rooms/:room/stream", "22222222", "44222224"),
        ("GET /rooms/:room/compose", "00222220", "44222224"),
        ("POST /rooms/:room/compose", "00333330", "44333334"),
        ("POST /rooms/:room/act", "00333330", "44333334"),
        ("POST /rooms/:room/view", "33333333", "44333334"),
        ("GET /rooms/:room/events", "22222222", "44222224"),
        ("GET /rooms/:room/hooks", "00000222", "44000224"),
        ("POST /rooms/:room/hooks", "00000222", "44000224"),
        ("GET /rooms/:room/outgoing-hooks", "00000222", "44000224"),
        ("POST /rooms/:room/outgoing-hooks", "00000222", "44000224"),
        ("POST /rooms/:room/outgoing-hooks/:id/revoke", "00000444", "44000444"),
        ("POST /rooms/:room/outgoing-hooks/:id/enable", "00000444", "44000444"),
        // The victim is no webhook.
        ("POST /rooms/:room/hooks/:user/revoke", "00000444", "44000444"),
    ]

    @Test func `the table has every route of a room`() async throws {
        try await withSite { site in
            let routes = try site.routes().filter { $0.pattern.hasPrefix("/rooms/:room") }
            #expect(
                Set(routes.map { "\($0.method.rawValue) \($0.pattern)" }) == Set(Self.table.map(\.route)))
        }
    }

    @Test(arguments: ["open", "closed"], table.map(\.route))
    func `each asker gets what the table says`(kind: String, route: String) async throws {
        let rows = Self.table.filter { $0.route == route }
        let row = try #require(rows.first)
        let expected = Array(kind == "open" ? row.open : row.closed)
        let askers = zip(Asker.allCases, expected).filter { $0.1 != "?" }
        // Doing twice what the others do is fine, but a room is deleted once.
        for askers in route.hasSuffix(":room/delete") ? askers.map({ [$0] }) : [askers] {
            try await withSite { site in
                let people = try await Self.people(in: site, kind)
                for (asker, expected) in askers {
                    let status = try await Self.status(of: route, by: try #require(people[asker]), in: site)
                    #expect(Self.letter(status) == expected, "\(asker): \(status)")
                }
            }
        }
    }

    private static func letter(_ status: Int) -> Character {
        switch status {
        case 200, 422: "2"
        case 204, 303: "3"
        case 403: "0"
        case 404: "4"
        default: "?"
        }
    }

    /// A room with a message of the author's, and people who are to it what their names say.
    private static func people(in site: TestSite, _ kind: String) async throws -> [Asker: Browser] {
        // The first to sign up is an administrator.
        var people: [Asker: Browser] = [.administrator: try await site.member("zoe")]
        for asker in Asker.allCases where asker != .administrator {
            people[asker] = try await site.member("the-\(asker.rawValue.lowercased())")
        }
        _ = try await site.member("victim")
        let owner = try #require(people[.owner])
        let room = try await owner.makeRoom("Room", kind: kind)
        for name in ["the-formermember", "the-blocked", "the-member", "the-author", "the-moderator", "victim"] {
            try await owner.post("\(room)/members", [("username", name)])
        }
        try await owner.post("\(room)/members/\(try await site.id(of: "the-moderator"))/role", [("role", "moderator")])
        try await people[.author]?.say("Hello", in: room)
        try await people[.formerMember]?.post("\(room)/leave")
        let (author, blocked) = (try await site.id(of: "the-author"), "the-blocked")
        try await site.conversation.people.block(username: blocked, by: author)
        return people
    }

    private static func status(of route: String, by browser: Browser, in site: TestSite) async throws -> Int {
        let words = route.split(separator: " ").map(String.init)
        let path = words[1].replacing(":room", with: "2-room").replacing(":number", with: "1")
            .replacing(":keeper", with: "a1-en").replacing(":user", with: String(try await site.id(of: "victim")))
            .replacing(":id", with: "1")
        if words[0] == "GET" { return try await browser.get(path, follow: false).status }
        // What all the posts take, each its own.
        let fields = [
            ("body", "Hi"), ("level", "nothing"), ("number", "1"), ("emoji", "👍"), ("reason", "Rude"),
            ("username", "victim"), ("role", "member"), ("name", "Room"), ("retention", "site"),
        ]
        return try await browser.post(path, fields).status
    }
}
