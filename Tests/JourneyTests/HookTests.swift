import Foundation
import Testing

@testable import SiteTestSupport

@Suite struct HookTests {
    @Test func `nobody is offered to write to a webhook, or to give it a role`() async throws {
        try await withSite { site in
            let admin = try await site.member("zoe")
            let alice = try await site.member("alice")
            let room = try await alice.makeRoom("Garden", kind: "closed")
            try await alice.submit("\(room)/hooks", on: "\(room)/hooks", ["name": "Builds"])
            let members = try await alice.get("\(room)/members").document
            let path = try #require(members.all("a").first { $0["href"]?.hasPrefix("/people/app-") == true }?["href"])
            #expect(members.forms.contains { $0.action.hasSuffix("/remove") })
            #expect(!members.forms.contains { $0.action.hasSuffix("/role") && !$0.action.contains("/2/") })
            let page = try await admin.get(path).document
            #expect(page.first("h1")?.text == "Builds App")
            #expect(!page.forms.contains { $0.action.hasSuffix("/message") })
            #expect(page.forms.contains { $0.action.hasSuffix("/block") })
            let manage = try #require(page.all("a").first { $0.text == "Manage this account" }?["href"])
            let account = try await admin.get(manage).document
            #expect(!account.forms.contains { $0.action.hasSuffix("/promote") || $0.action.hasSuffix("/reset-link") })
            #expect(account.forms.contains { $0.action.hasSuffix("/disable") })
        }
    }

    @Test func `a moderator makes a webhook, gives its address away and revokes it`() async throws {
        try await withSite { site in
            _ = try await site.member("zoe")
            let alice = try await site.member("alice")
            let room = try await alice.makeRoom("Garden", kind: "closed")
            let link = try #require(
                try await alice.get(room).document.all("a").first { $0["href"] == "\(room)/hooks" })
            #expect(link.text == "Webhooks")
            let page = try await alice.submit("\(room)/hooks", on: "\(room)/hooks", ["name": "Builds"])
            let address = try #require(page.document.first("code")?.text)
            #expect(address.hasPrefix("http://roost.test:8080/hooks/"))
            #expect(try await alice.get("\(room)/hooks").document.first("code") == nil)
            let path = String(address.dropFirst("http://roost.test:8080".count))
            let sent = try await site.request(
                "POST", path, ["Content-Type": "application/json"], body: Array(#"{"text":"Green"}"#.utf8))
            #expect(sent.status == 200)
            let by = try #require(try await alice.get(room).document.all("p").first { $0["class"] == "by" })
            #expect(by.text.hasPrefix("Builds App "))
            #expect(try await alice.get("\(room)/members").text.contains(">App<"))
            let list = try await alice.get("\(room)/hooks").document
            let revocations = list.forms.filter { $0.action.hasSuffix("/revoke") }
            let revoke = try #require(revocations.first)
            let after = try await alice.submit(revoke)
            #expect(after.flash == "The webhook does not work any more.")
            let left = after.document.forms.filter { $0.action.hasSuffix("/revoke") }
            #expect(left.isEmpty)
            #expect(try await alice.get(room).text.contains("Green"))
        }
    }

    @Test func `a webhook without a name is refused beside the field`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let page = try await alice.submit("\(room)/hooks", on: "\(room)/hooks", ["name": " "])
            #expect(page.status == 422)
            #expect(page.document.error(of: "name") == "Please enter a name for the service that posts here.")
        }
    }

    @Test func `members are not led to webhooks`() async throws {
        try await withSite { site in
            _ = try await site.member("zoe")
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            #expect(try await !bob.get(room).text.contains("/hooks"))
            #expect(try await bob.get("\(room)/hooks").status == 403)
        }
    }
}
