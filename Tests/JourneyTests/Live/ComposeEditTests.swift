import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ComposeEditTests {
    private let compose = "/rooms/1-everyone/compose"

    /// The form on a page that saves what was edited.
    private func edit(_ reply: Reply) throws -> Form {
        let form = try reply.document.form(compose)
        #expect(reply.status == 200 && form.buttons == ["Save", "Cancel"])
        return form
    }

    @Test func `the last message is edited where it was written, and changes in its place`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            #expect(try await !alice.get(compose).document.form(compose).buttons.contains("Edit last message"))
            for text in ["one", "tow"] { try await alice.submit(compose, on: compose, ["body": text]) }
            let window = await bob.follow("/rooms/1-everyone/stream")
            try await window.waits(for: "tow")
            let page = try await alice.submit(compose, on: compose, ["edit": "2"])
            let form = try edit(page)
            #expect(form.controls.first { $0.name == "body" }?.value == "tow")
            #expect(page["Content-Security-Policy"]?.contains("frame-ancestors 'self'") == true)
            let saved = try await alice.submit(form, Form.Input(fields: ["body": "two"]), follow: false)
            #expect(saved.status == 303 && saved.location == "\(compose)#body")
            try await window.waits(for: "two")
            #expect(window.message(2)?.contains("edited") == true)
            await window.close()
        }
    }

    @Test func `what was typed before is there again, whether the edit was saved or given up`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.submit(compose, on: compose, ["body": "First"])
            for (cancel, text) in [(nil, "Changed"), ("1", "Changed")] as [(String?, String)] {
                let form = try edit(
                    try await alice.submit(compose, on: compose, ["body": "Half a\nthought", "edit": "1"]))
                var fields = ["body": cancel == nil ? text : "Never mind"]
                fields["cancel"] = cancel
                let back = try await alice.submit(form, Form.Input(fields: fields))
                #expect(back.status == 200)
                let body = try back.document.form(compose).controls.first { $0.name == "body" }
                #expect(body?.value == "Half a\nthought" && body?.type == "textarea")
                #expect(try await alice.get("/rooms/1-everyone").document.message(1)?.text.contains(text) == true)
            }
            let form = try edit(try await alice.submit(compose, on: compose, ["edit": "1"]))
            #expect(try await alice.submit(form, Form.Input(fields: ["cancel": "1"]), follow: false).status == 303)
        }
    }

    @Test func `a reply that was begun is there again, and so is the text when the edited message is gone`()
        async throws
    {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.submit(compose, on: compose, ["body": "Mine"])
            try await bob.submit(compose, on: compose, ["body": "A question"])
            let editing = try edit(
                try await alice.submit(compose, on: "\(compose)?reply=2", ["body": "An answer", "edit": "1"]))
            let back = try await alice.submit(editing, Form.Input(fields: ["cancel": "1"])).document.form(compose)
            #expect(back.controls.contains { $0.name == "reply" && $0.value == "2" })
            // Retention has taken the message away.
            try await site.execute("DELETE FROM message WHERE number = 1")
            try await site.execute("UPDATE room SET firstNumber = 2")
            let gone = try await alice.submit(editing, Form.Input(fields: ["body": "Mine, too"]))
            #expect(gone.status == 422 && gone.text.contains("This message has been deleted."))
            let kept = try gone.document.form(compose).controls.map { "\($0.name)=\($0.value)" }
            #expect(kept.contains("body=An answer") && kept.contains("reply=2"))
        }
    }

    @Test func `files that were chosen are there again, whatever the composer was in between`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.submit(compose, on: compose, ["body": "First"])
            let file = Form.File(name: "plan.txt", type: "text/plain", bytes: Array("beans".utf8))
            func choose(_ fields: [String: String]) async throws -> Reply {
                let form = try await alice.get(compose).document.form(compose)
                return try await alice.submit(form, Form.Input(fields: fields, files: ["file": file]))
            }
            let long = try await choose(["body": "See", "lines": "1"])
            #expect(long.text.contains("plan.txt"))
            let editing = try edit(try await choose(["body": "See", "edit": "1"]))
            let back = try await alice.submit(editing, Form.Input(fields: ["cancel": "1"]))
            #expect(back.text.contains("plan.txt"))
            let sent = try await alice.submit(back.document.form(compose), Form.Input(fields: ["body": "See this"]))
            #expect(sent.status == 200)
            #expect(try await alice.get("/rooms/1-everyone").document.message(2)?.text.contains("plan.txt") == true)
        }
    }

    @Test func `a message that one wants to answer can be edited instead, if it is one's own`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            for text in ["one", "two"] { try await alice.submit(compose, on: compose, ["body": text]) }
            let form = try await alice.get("\(compose)?reply=1").document.form(compose)
            #expect(form.buttons.contains("Edit it instead"))
            let opened = try edit(try await alice.submit(form, Form.Input(fields: ["edit": "1"])))
            #expect(opened.controls.first { $0.name == "body" }?.value == "one")
            let answer = try await bob.get("\(compose)?reply=1").document.form(compose)
            #expect(!answer.buttons.contains { $0.hasPrefix("Edit") })
            #expect(try await bob.get("\(compose)?edit=1").status == 403)
            #expect(try await bob.post(compose, [("edit", "1"), ("draft", ""), ("body", "Mine")]).status == 403)
            #expect(try await bob.get("\(compose)?edit=9").status == 404)
            #expect(try await alice.get("\(compose)?edit=1").document.form(compose).buttons == ["Save", "Cancel"])
        }
    }

    @Test func `what is refused comes back, and a message that is gone does not take the draft with it`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.submit(compose, on: compose, ["body": "First"])
            let form = try edit(try await alice.submit(compose, on: compose, ["body": "Draft", "edit": "1"]))
            let refused = try await alice.submit(form, Form.Input(fields: ["body": " "]))
            #expect(refused.status == 422)
            #expect(refused.document.error(of: "body") == "Please write something first.")
            #expect(try refused.document.form(compose).controls.first { $0.name == "draft" }?.value == "Draft")
            let long = String(repeating: "x", count: 4_001)
            let tooLong = try await alice.submit(form, Form.Input(fields: ["body": long]))
            #expect(try tooLong.document.form(compose).controls.first { $0.name == "body" }?.value == long)
            try await alice.post("/rooms/1-everyone/messages/1/delete")
            let gone = try await alice.submit(form, Form.Input(fields: ["body": "Changed"]))
            #expect(gone.status == 422 && gone.document.error(of: "body") == "This message has been deleted.")
            #expect(try gone.document.form(compose).controls.first { $0.name == "body" }?.value == "Draft")
            #expect(try await !alice.get(compose).document.form(compose).buttons.contains("Edit last message"))
        }
    }
}
