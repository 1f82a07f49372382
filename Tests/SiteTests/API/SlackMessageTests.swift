import Foundation
import Markup
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct SlackMessageTests {
    /// What is posted, and the message that it becomes.
    private static let messages: [(String, String)] = [
        // Texts.
        (#"{"text":"Build *812*, @alice: `a < b`"}"#, "Build *812*, @alice: `a < b`"),
        (#"{"text":"See <https://example.org|the *docs*>."}"#, #"See [the \*docs\*](https://example.org)."#),
        (#"{"text":"<https://example.org/?a=1&amp;b=2>"}"#, "<https://example.org/?a=1&b=2>"),
        (#"{"text":"<https://example.org/a_(b)|c>"}"#, "[c](https://example.org/a_%28b%29)"),
        (#"{"text":"<mailto:ann@example.org|Ann>"}"#, "[Ann](mailto:ann@example.org)"),
        (#"{"text":"a &lt; b &amp;&amp; c &gt; d"}"#, "a < b && c > d"),
        (#"{"text":"&amp;lt; &copy; &"}"#, "&lt; &copy; &"),
        (
            #"{"text":"<!here> <!channel|@all> <@U123> <@U123|alice> <#C1|general> <#C1>"}"#,
            "here all U123 alice general C1"
        ),
        (#"{"text":"<!subteam^S1|@alice> <!date^1^{date}|yesterday>"}"#, "alice yesterday"),
        (#"{"text":"1 < 2 and <b>bold</b> > 0"}"#, "1 < 2 and <b>bold</b> > 0"),
        // Blocks.
        (#"{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Hello*"}}]}"#, "*Hello*"),
        (
            #"{"text":"seen elsewhere","blocks":[{"type":"header","text":{"type":"plain_text","text":"A &amp; *B*"}}]}"#,
            #"**A & \*B\***"#
        ),
        (
            #"{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"a"},"accessory":{"type":"button"},"fields":[{"type":"mrkdwn","text":"b"},{"type":"plain_text","text":"_c_"}]}]}"#,
            "a\nb\n\\_c\\_"
        ),
        (
            #"{"blocks":[{"type":"context","elements":[{"type":"image","image_url":"https://a.example/b.png","alt_text":"x"},{"type":"mrkdwn","text":"by"},{"type":"plain_text","text":"Ann","emoji":true}]},{"type":"divider"},{"type":"section","text":{"type":"mrkdwn","text":"End"}}]}"#,
            "by Ann\n\n---\n\nEnd"
        ),
        (#"{"text":"Kept","blocks":[{"type":"actions","elements":[1]},{"type":"image"},{"a":1}]}"#, "Kept"),
        (
            #"{"blocks":[{"type":"section","text":{"type":"plain_text","text":"- a\n# b\n1. c\n> d\n    e\n=\nf"}}]}"#,
            "\\- a\n\\# b\n1\\. c\n\\> d\ne\n\\=\nf"
        ),
        // Attachments.
        (
            #"{"text":"Alert","attachments":[{"fallback":"no","color":"danger","pretext":"Look:","title":"CPU [high]","title_link":"https://a.example/?a=1&b=2","text":"It is <https://b.example|hot>.","fields":[{"title":"Host","value":"web-1","short":true},{"value":"alone"},{"title":"Empty"}],"footer":"x","ts":1}]}"#,
            "Alert\n\nLook:\n\n**[CPU \\[high\\]](https://a.example/?a=1&b=2)**\n\nIt is [hot](https://b.example).\n\n**Host:** web-1\n\nalone\n\n**Empty:**"
        ),
        (
            #"{"attachments":[{"fallback":"1. Only *this*","color":"good"},{"fallback":"b"}]}"#,
            "1\\. Only \\*this\\*\n\nb"
        ),
        (#"{"text":"","attachments":[{"text":"a"},{"text":"b"}]}"#, "a\n\nb"),
        (#"{"attachments":[{"blocks":[{"type":"header","text":{"type":"plain_text","text":"In it"}}]}]}"#, "**In it**"),
        (#"{"name":"ci","attachments":[{"text":"Red"}]}"#, "**ci:** Red"),
        (#"{"text":"a","attachments":[],"blocks":null}"#, "a"),
        // What is meant to do harm.
        (
            #"{"text":"<https://example.org|a](https://evil.example) [b>"}"#,
            #"[a\](https://evil.example) \[b](https://example.org)"#
        ),
        (#"{"text":"<https://example.org|a\nb>"}"#, "<https://example.org|a\nb>"),
        (#"{"text":"<javascript:alert(1)|click>"}"#, "<javascript:alert(1)|click>"),
        (
            #"{"text":"<https://exa mple.org|click> <data:text/html,a|b>"}"#,
            "<https://exa mple.org|click> <data:text/html,a|b>"
        ),
        (#"{"attachments":[{"title":"Click","title_link":"javascript:alert(1)"}]}"#, "**Click**"),
        (
            #"{"attachments":[{"title":"Click","title_link":"https://a.example/)**@alice"}]}"#,
            "**[Click](https://a.example/%29**@alice)**"
        ),
        (#"{"attachments":[{"title":"@alice\n\n# Big ~~x~~ `y` \\"}]}"#, #"**alice  # Big \~\~x\~\~ \`y\` \\**"#),
        (#"{"text":"<@U1|*x* @alice ann@alice>"}"#, #"\*x\* alice ann@alice"#),
        (
            #"{"attachments":[{"fields":[{"title":"a:** [x](https://evil.example) **","value":"b"}]}]}"#,
            #"**a:\*\* \[x\](https://evil.example) \*\*:** b"#
        ),
    ]

    @Test(arguments: messages)
    func `what is sent to Slack becomes a message of ours`(json: String, text: String) throws {
        #expect(try HookMessage(Data(json.utf8)).text == text)
    }

    /// What is refused, and where it is wrong.
    private static let mistakes: [(String, String)] = [
        ("{}", "text"), (#"{"text":null,"blocks":[],"attachments":[]}"#, "text"), (#"{"text":1}"#, "text"),
        (#"{"blocks":{}}"#, "blocks"), (#"{"text":"a","blocks":"b"}"#, "blocks"), (#"{"blocks":[1]}"#, "blocks[0]"),
        (#"{"blocks":[{"type":"divider"},{"type":5}]}"#, "blocks[1].type"),
        (#"{"blocks":[{"type":"section","text":"a"}]}"#, "blocks[0].text"),
        (#"{"blocks":[{"type":"section","text":{"type":"mrkdwn"}}]}"#, "blocks[0].text.text"),
        (#"{"blocks":[{"type":"section","fields":[{"text":["a"]}]}]}"#, "blocks[0].fields[0].text"),
        (#"{"blocks":[{"type":"header","text":{"text":{}}}]}"#, "blocks[0].text.text"),
        (#"{"blocks":[{"type":"context","elements":["a"]}]}"#, "blocks[0].elements[0]"),
        (#"{"attachments":{"text":"a"}}"#, "attachments"), (#"{"attachments":["a"]}"#, "attachments[0]"),
        (#"{"attachments":[{"text":5}]}"#, "attachments[0].text"),
        (#"{"attachments":[{"title":"a","title_link":[]}]}"#, "attachments[0].title_link"),
        (#"{"attachments":[{"fields":[{"value":1}]}]}"#, "attachments[0].fields[0].value"),
        (#"{"blocks":[\#(list(of: #"{"type":"divider"}"#, 51))]}"#, "blocks"),
        (#"{"attachments":[\#(list(of: #"{"text":"a"}"#, 21))]}"#, "attachments"),
        (#"{"attachments":[{"fields":[\#(list(of: #"{"value":"a"}"#, 51))]}]}"#, "attachments[0].fields"),
        (#"{"blocks":[{"type":"context","elements":[\#(list(of: #"{"text":"a"}"#, 11))]}]}"#, "blocks[0].elements"),
    ]

    private static func list(of entry: String, _ count: Int) -> String {
        Array(repeating: entry, count: count).joined(separator: ",")
    }

    @Test(arguments: mistakes)
    func `what is not as Slack has it is refused with its place`(json: String, field: String) throws {
        let error = #expect(throws: InvalidInput.self) { try HookMessage(Data(json.utf8)) }
        #expect(error?.problems.map(\.field) == [field])
    }

    @Test func `what is too deep is refused`() throws {
        let json =
            #"{"text":"a","blocks":"# + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"
        #expect(throws: MalformedJSON.tooDeep) { try HookMessage(Data(json.utf8)) }
    }

    /// Labels and titles as somebody else may have written them.
    @Test(arguments: [
        "a](evil.example)", "**b** _c_ ~~d~~ `e`", "\\", "a\\", "[x]: evil.example",
        "![i](evil.example)",
        "<b>", "@alice", "a @alice, @bob", "*\u{301}c*\u{301}", "> q", "| a | b |", "&copy;", "a_b_c*", "]", "[",
    ])
    func `nothing in a label or a title is markup, and it mentions nobody`(text: String) throws {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let title: [String: Any] = ["attachments": [["title": escaped]]]
        let message = try HookMessage(JSONSerialization.data(withJSONObject: title)).text
        let shown = text.hasPrefix("@") || text.contains(" @") ? text.replacing("@", with: "") : text
        #expect(Markup.parse(message).blocks == [.paragraph([.strong([.text(shown)])])], "\(message)")
        let label = ["text": "<https://example.org|\(escaped)>"]
        let link = try HookMessage(JSONSerialization.data(withJSONObject: label)).text
        let target = try #require(LinkTarget("https://example.org"))
        #expect(Markup.parse(link).blocks == [.paragraph([.link(target, [.text(shown)])])], "\(link)")
    }

    @Test func `a text of brackets takes no time`() throws {
        for text in [String(repeating: "<", count: 60_000), String(repeating: "<https://a|", count: 5_000)] {
            let start = ContinuousClock.now
            _ = try HookMessage(JSONSerialization.data(withJSONObject: ["text": text]))
            #expect(ContinuousClock.now - start < .seconds(2))
        }
    }
}
