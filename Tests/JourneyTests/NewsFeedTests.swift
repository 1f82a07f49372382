import Foundation
import FoundationXML
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct NewsFeedTests {
    private static let room = "/rooms/1-everyone"

    /// Makes an address with the page's form; its path.
    private func makeAddress(_ browser: Browser) async throws -> String {
        let page = try await browser.submit("/profile/feed", on: "/profile/feed")
        let address = try #require(page.document.all("code").first { $0["class"] == "secret" }?.text)
        return try #require(URL(string: address)).path
    }

    /// Asks as a feed reader does, which has no cookies.
    private func feed(_ site: TestSite, _ path: String, headers: [String: String] = [:]) async throws -> Reply {
        try await Browser(site, userAgent: "Reader/1.0").get(path, headers: headers)
    }

    @Test func `a reader finds what is new, by an address that is shown once`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob", nickname: "Bobby"))
            let path = try await makeAddress(alice)
            #expect(try await alice.get("/profile/feed").document.all("code").isEmpty)
            try await bob.say("Rain *at* four, @alice & all", in: Self.room)
            let reply = try await feed(site, path)
            #expect(reply.status == 200 && reply["Content-Type"] == "application/atom+xml; charset=utf-8")
            #expect(reply["Cache-Control"] == "private, no-cache" && reply["Set-Cookie"] == nil)
            let entries = try FeedDocument(reply.text).entries
            #expect(entries.map { $0["title"] } == ["Bobby mentions you in Everyone"])
            #expect(entries.first?["name"] == "Bobby")
            #expect(
                entries.first?["content"]?.hasPrefix("<p dir=\"auto\">Rain <em>at</em> four, <a href=\"/people/alice\"")
                    == true)
            #expect(entries.first?["content"]?.contains("&amp; all") == true)
            #expect(entries.first?["link href"]?.hasSuffix("\(Self.room)?at=1#m1") == true)
            #expect(try await alice.get("/profile/feed").text.contains("A reader last asked for it"))
        }
    }

    @Test func `nothing that people write breaks the feed`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let bob = try await site.member("bob", nickname: "]]><x>&\u{FFFE}")
            let path = try await makeAddress(alice)
            let texts = ["]]></content></entry><entry>", "&amp; &lt;b&gt; <script>", "a\u{FFFE}b\u{FFFF}c", "`<i>`"]
            for text in texts { try await bob.say(text, in: Self.room) }
            let entries = try FeedDocument(try await feed(site, path).text).entries
            #expect(entries.count == texts.count)
            #expect(entries.allSatisfy { $0["title"] == "]]><x>&\u{FFFD} in Everyone" })
            #expect(Set(entries.compactMap { $0["content"] }).contains("<p dir=\"auto\">a\u{FFFD}b\u{FFFD}c</p>"))
            #expect(entries.allSatisfy { $0["content"]?.contains("<script") == false })
        }
    }

    @Test func `a reader that has it already gets nothing again`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let path = try await makeAddress(alice)
            let tag = try #require(try await feed(site, path)["ETag"])
            #expect(try await feed(site, path, headers: ["If-None-Match": tag]).status == 304)
            try await bob.say("News", in: Self.room)
            #expect(try await feed(site, path, headers: ["If-None-Match": tag]).status == 200)
        }
    }

    @Test func `a new address replaces the one before, and a removed one is not found`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let first = try await makeAddress(alice)
            let second = try await makeAddress(alice)
            #expect(first != second)
            #expect(try await feed(site, first).status == 404)
            #expect(try await feed(site, second).status == 200)
            let page = try await alice.submit("/profile/feed/revoke", on: "/profile/feed")
            #expect(page.flash == "Your feed is gone. Nobody can read it any more.")
            #expect(try await feed(site, second).status == 404)
        }
    }

    @Test func `the address does not stand in the log`() {
        #expect(RequestLog.withoutSecret("/feeds/abc") == "/feeds/:token")
    }
}

/// The entries of an Atom document, each with the text of its elements by name.
private struct FeedDocument {
    private(set) var entries: [[String: String]] = []

    init(_ text: String) throws {
        let document = try XMLDocument(xmlString: text)
        let root = try #require(document.rootElement())
        #expect(root.name == "feed")
        for entry in root.elements(forName: "entry") {
            var texts: [String: String] = [:]
            for case let element as XMLElement in (entry.children ?? []).flatMap({ [$0] + ($0.children ?? []) }) {
                texts[element.name ?? ""] = element.stringValue
                for attribute in element.attributes ?? [] {
                    texts["\(element.name ?? "") \(attribute.name ?? "")"] = attribute.stringValue
                }
            }
            entries.append(texts)
        }
    }
}
