import Accounts
import Conversation
import Foundation
import Testing

@testable import Roost

/// `roost room`, beside a site that has the database open.
struct RoomCommandTests {
    @Test func `list shows rooms and no direct conversations`() async throws {
        try await withOpenSite { site in
            let (ada, bruno) = (try await site.signUp("ada").user.id, try await site.signUp("bruno").user.id)
            let garden = try await site.makeRoom("Garden 🌱", .closed, by: ada)
            try await site.post("Hello", in: garden, by: ada)
            _ = try await site.conversation.rooms.direct(with: [bruno], by: ada)
            let lines = try await site.roomLines("list")
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("ROOM  KIND    STATE   SINCE       MEMBERS  MESSAGES"))
            #expect(lines[1].hasPrefix("1     open    active") && lines[1].hasSuffix("default  Everyone"))
            #expect(lines[2].hasPrefix("2     closed  active") && lines[2].hasSuffix("default  Garden 🌱"))
            #expect(lines[2].contains("  1        1         20"))
        }
    }

    @Test func `create makes a room, with an owner if one is named`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            #expect(try await site.roomLines("create", "Plaza") == ["Created room 2, \"Plaza\"."])
            let lines = try await site.roomLines(
                "create", "Kitchen", "--kind", "closed", "--description", "Who cooks?", "--owner", "Ada")
            #expect(lines == ["Created room 3, \"Kitchen\".", "Ada owns it."])
            let access = try await site.conversation.rooms.access(to: 3, by: ada)
            #expect(access.room.kind == .closed && access.room.description == "Who cooks?" && access.canManage)
        }
    }

    @Test(arguments: [
        (["create", " "], "A room's name is one line of 1 to 60 visible characters."),
        (["create", "A", "--description", String(repeating: "x", count: 301)], "A room's description is one line"),
        (["create", "A", "--owner", "nobody"], "There is no account \"nobody\"."),
        (["archive", "7"], "There is no room \"7\". 'roost room list' shows their numbers."),
        (["members", "garden"], "There is no room \"garden\"."),
        (["add-member", "1", "nobody"], "There is no account \"nobody\"."),
    ])
    func `what is wrong is said in a sentence, and nothing is made`(command: [String], reason: String) async throws {
        try await withOpenSite { site in
            let outcome = try await site.program.run(["room"] + command)
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("Error: " + reason), "\(outcome.errors)")
            #expect(try await site.roomLines("list").count == 2)
        }
    }

    @Test func `a direct conversation is no room of the operator's`() async throws {
        try await withOpenSite { site in
            let (ada, bruno) = (try await site.signUp("ada").user.id, try await site.signUp("bruno").user.id)
            let room = try await site.conversation.rooms.direct(with: [bruno], by: ada)
            for command in ["archive", "members", "delete"] {
                #expect(try await site.room(command, "\(room.id)").errors.hasPrefix("Error: There is no room"))
            }
        }
    }

    @Test func `an archived room takes no messages until it is reopened`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            let room = try await site.makeRoom("Garden", by: ada)
            #expect(try await site.roomLines("archive", "\(room)-garden") == ["\"Garden\" is archived."])
            await #expect(throws: AccessRefusal.archived) { try await site.post("Hello", in: room, by: ada) }
            #expect(try await site.roomLines("list")[2].contains("archived"))
            #expect(try await site.roomLines("reopen", "\(room)") == ["\"Garden\" is open for messages."])
            try await site.post("Hello", in: room, by: ada)
        }
    }

    @Test func `members are listed, added and given roles`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            _ = try await site.signUp("bruno")
            let room = try await site.makeRoom("Garden", .closed, by: ada)
            #expect(try await site.roomLines("add-member", "\(room)", "bruno") == ["bruno is in \"Garden\"."])
            #expect(try await site.roomLines("members", "\(room)").map { $0.prefix(16) }[2] == "bruno     member")
            #expect(
                try await site.roomLines("add-member", "\(room)", "bruno", "--role", "owner")
                    == ["bruno is in \"Garden\" as its owner."])
            let lines = try await site.roomLines("members", "\(room)")
            #expect(lines.count == 3 && lines[0] == "USERNAME  ROLE   SINCE       NICKNAME")
            #expect(lines[2].hasPrefix("bruno     owner"))
            _ = try await site.roomLines("add-member", "\(room)", "bruno", "--role", "member")
            let outcome = try await site.room("add-member", "\(room)", "ada", "--role", "member")
            #expect(outcome.errors == "Error: The room would be without an owner. Make someone else an owner first.\n")
        }
    }

    @Test func `whoever types the name deletes the room`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            let room = try await site.makeRoom("Garden", by: ada)
            try await site.post("Hello", in: room, by: ada)
            let refused = try await site.room("delete", "\(room)", input: "garden\n")
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.errors.hasSuffix("Error: The name does not match. Nothing was deleted.\n"))
            let outcome = try await site.room("delete", "\(room)", input: "Garden\n")
            #expect(outcome.output == "Deleted \"Garden\".\n")
            #expect(
                outcome.errors == "This permanently deletes \"Garden\", with 1 message and 0 files. "
                    + "Type the room's name to continue: ")
            await #expect(throws: AccessRefusal.notFound) { try await site.texts(in: room, by: ada) }
            #expect(try await site.roomLines("list").count == 2)
        }
    }
}
