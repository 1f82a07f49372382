import Foundation
import Testing

@testable import SiteTestSupport

@Suite struct RoomMembersTests {
    @Test func `members add others to a closed room, which nobody else sees`() async throws {
        try await withSite { site in
            _ = try await site.member("zoe")
            let (alice, bob, carol) = (
                try await site.member("alice"), try await site.member("bob"), try await site.member("carol")
            )
            let room = try await alice.makeRoom("Committee", kind: "closed")
            for path in [room, "\(room)/members", "\(room)/pins", "\(room)/messages/1"] {
                #expect(try await bob.get(path).status == 404, "\(path)")
            }
            let page = try await alice.submit("\(room)/members", on: "\(room)/members", ["username": "Bob"])
            #expect(page.flash == "This person is in the room now.")
            #expect(page.document.first("main")?.text.contains("bob") == true)
            #expect(try await bob.get(room).status == 200)
            try await bob.submit("\(room)/members", on: "\(room)/members", ["username": "carol"])
            #expect(try await carol.get(room).status == 200)
        }
    }

    @Test func `a name that nobody has is refused beside the field`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let page = try await alice.submit("\(room)/members", on: "\(room)/members", ["username": "<b>nobody"])
            #expect(page.status == 422)
            #expect(page.document.error(of: "username") == "Nobody here has this username.")
            #expect(page.document.input("username")?["value"] == "<b>nobody")
        }
    }

    @Test func `a name that is no username brings those whom it may mean`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            _ = try await site.member("bobby")
            try await bob.submit("/profile/nickname", on: "/profile", ["nickname": "Robert <Bob>"])
            let list = "\(try await alice.makeRoom("Committee", kind: "closed"))/members"
            let page = try await alice.submit(list, on: list, ["username": "@Rob"])
            #expect(page.status == 422 && page.document.error(of: "username") == "Nobody here has this username.")
            let buttons = page.document.all("button").filter { $0["name"] == "username" }
            #expect(buttons.map(\.text) == ["Robert <Bob> @bob"])
            let added = try await alice.post(list, [("username", buttons[0]["value"] ?? "")])
            #expect(try await alice.get(added.location ?? "").flash == "This person is in the room now.")
            #expect(try await bob.get(list).status == 200)
        }
    }

    @Test func `members of a large room are searched for`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let list = "/rooms/1-everyone/members"
            #expect(try await !alice.get(list).document.forms.contains { $0.action == list })
            for index in 0..<12 { _ = try await site.member("person\(index)") }
            let page = try await alice.submit(list, on: list, ["q": "SON1"])
            let names = page.document.all("li").filter { $0["class"] == "member" }.compactMap { $0.first("a")?.text }
            #expect(names == ["person1", "person10", "person11"])
            #expect(page.document.input("q")?["value"] == "SON1")
            let nobody = try await alice.submit(list, on: page.path + "?q=son1", ["q": "<i>"])
            #expect(nobody.document.first("main")?.text.contains("No username and no nickname contains “<i>”.") == true)
        }
    }

    @Test func `owners give roles, moderators remove members, members do neither`() async throws {
        try await withSite { site in
            _ = try await site.member("zoe")
            let (alice, bob, carol) = (
                try await site.member("alice"), try await site.member("bob"), try await site.member("carol")
            )
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            try await carol.submit("\(room)/join", on: room)
            let (bobs, carols) = (try await site.id(of: "bob"), try await site.id(of: "carol"))
            let members = try await bob.get("\(room)/members").document
            #expect(!members.forms.contains { $0.action.hasSuffix("/remove") || $0.action.hasSuffix("/role") })
            #expect(try await bob.post("\(room)/members/\(carols)/remove").status == 403)
            #expect(try await bob.post("\(room)/members/\(bobs)/role", [("role", "owner")]).status == 403)
            let list = "\(room)/members"
            try await alice.submit("\(list)/\(bobs)/role", on: list, ["role": "moderator"])
            try await bob.submit("\(list)/\(carols)/remove", on: list)
            #expect(try await carol.get(room).status == 404)
            #expect(try await carol.post("\(room)/join").status == 404)
            #expect(try await alice.post("\(list)/\(bobs)/role", [("role", "king")]).status == 400)
        }
    }

    @Test func `settings change the name, and the address with it`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let page = try await alice.submit(
                "\(room)/settings", on: "\(room)/settings", ["name": "Orchard", "description": "Apples"])
            #expect(page.flash == "The room's settings have been saved.")
            #expect(page.path == "/rooms/2-orchard/settings")
            let refused = try await alice.submit("\(page.path)", on: page.path, ["name": ""])
            #expect(refused.status == 422 && refused.document.error(of: "name") != nil)
        }
    }

    @Test func `messages are kept as long as the owner says`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let settings = "\(room)/settings"
            for (choice, days, status) in [
                ("days", "0", 422), ("days", "x", 422), ("days", "3651", 422), ("days", "30", 200),
                ("forever", "", 200), ("site", "", 200),
            ] {
                let page = try await alice.submit(
                    "\(room)/retention", on: settings, ["retention": choice, "days": days])
                #expect(page.status == status, "\(choice) \(days)")
                let radios = page.document.all("input").filter { $0["type"] == "radio" && $0["checked"] != nil }
                #expect(radios.map { $0["value"] } == [choice], "\(choice) \(days)")
            }
        }
    }

    @Test func `a shorter rule says what it deletes, and asks`() async throws {
        try await withSite { site in
            let room: String
            do {
                let alice = try await site.member()
                room = try await alice.makeRoom("Garden")
                try await alice.say("Long ago", in: room)
            }
            site.clock.advance(by: 10 * 86_400)
            let alice = try await site.device()
            let (settings, retention) = ("\(room)/settings", "\(room)/retention")
            let asked = try await alice.submit(retention, on: settings, ["retention": "days", "days": "5"])
            #expect(asked.status == 200 && asked.flash == nil)
            #expect(asked.text.contains("This deletes 1 message for good, with its files."))
            #expect(try await alice.get(settings).document.input("days")?["value"] != "5")
            let done = try await alice.submit(
                asked.document.form(retention), Form.Input(fields: ["confirmed": "1"]))
            #expect(done.flash == "The room's settings have been saved.")
            #expect(try await alice.get(settings).document.input("days")?["value"] == "5")
            // What is typed beside another choice is not dropped.
            let odd = try await alice.submit(retention, on: settings, ["retention": "forever", "days": "7"])
            #expect(odd.status == 422 && odd.document.error(of: "days") != nil)
            #expect(try await alice.submit(retention, on: settings, ["retention": "forever"]).status == 200)
            // Who types a number and chooses nothing means the number.
            let typed = try await alice.submit(retention, on: settings, ["days": "30"])
            #expect(typed.flash == "The room's settings have been saved.")
            #expect(try await alice.get(settings).document.input("days")?["value"] == "30")
        }
    }

    @Test func `an archived room is read and not changed, until it is reopened`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            try await alice.say("Hello", in: room)
            try await alice.submit("\(room)/archive", on: "\(room)/settings")
            let page = try await alice.get(room).document
            #expect(page.messages.count == 1)
            #expect(!page.forms.contains { $0.action == "\(room)/messages" })
            #expect(try await alice.post("\(room)/messages", [("body", "more")]).status == 409)
            try await alice.submit("\(room)/reopen", on: "\(room)/settings")
            #expect(try await alice.say("more", in: room).document.messages.count == 2)
        }
    }

    @Test func `a room is deleted after a page that says what is lost`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            try await alice.say("Hello", in: room)
            let page = try await alice.get("\(room)/delete").document.first("main")?.text ?? ""
            #expect(page.contains("1 message") && page.contains("2 members"))
            let done = try await alice.submit("\(room)/delete", on: "\(room)/delete")
            #expect(done.path == "/rooms")
            #expect(try await bob.get(room).status == 404)
        }
    }
}
