import Accounts
import Markup
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MarkupWriterTests {
    @Test(arguments: [
        ("a **b** _c_ ~~d~~ `e`", #"<p dir="auto">a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>"#),
        ("a\nb", #"<p dir="auto">a<br>b</p>"#),
        ("# a", #"<p dir="auto"><strong>a</strong></p>"#),
        ("> a\n\n---", #"<blockquote><p dir="auto">a</p></blockquote><hr>"#),
        ("- a\n- b", #"<ul><li><p dir="auto">a</p></li><li><p dir="auto">b</p></li></ul>"#),
        ("3. a", #"<ol start="3"><li><p dir="auto">a</p></li></ol>"#),
        ("```\na < b\n```", #"<pre tabindex="0"><code>a &lt; b</code></pre>"#),
        ("```c++\n\"\n```", #"<pre tabindex="0"><code class="language-c++">&quot;</code></pre>"#),
        ("<b>\"a\" & 'b'</b>", #"<p dir="auto">&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;</p>"#),
        ("שלום", #"<p dir="auto">שלום</p>"#),
        ("", ""),
    ])
    func `each node has its element`(source: String, html: String) {
        #expect(MarkupWriter.html(source) == html)
    }

    @Test func `links to elsewhere pass no credit and no access`() {
        #expect(
            MarkupWriter.html("[a'\"](https://b/?c&d'e)")
                == #"<p dir="auto"><a href="https://b/?c&amp;d&#39;e" rel="noopener nofollow ugc">a&#39;&quot;</a></p>"#
        )
        #expect(
            MarkupWriter.html("mailto:a@b")
                == #"<p dir="auto"><a href="mailto:a@b" rel="noopener nofollow ugc">mailto:a@b</a></p>"#)
    }

    @Test func `people who are known are links, and the reader is marked`() {
        #expect(
            MarkupWriter.html("@Ann @bob @carol")
                == #"<p dir="auto"><a href="/people/ann" class="mention own-mention">@Ann</a> "#
                + #"<a href="/people/bob" class="mention">@bob</a> @carol</p>"#)
    }

    @Test func `rooms that the reader may see are links`() {
        #expect(
            MarkupWriter.html("#garden #secret")
                == #"<p dir="auto"><a href="/rooms/12" class="room-link">#garden</a> #secret</p>"#)
    }

    @Test func `what was stored with a message is written as the message itself would be`() {
        for source in ["a **b** <c> & 'd'", "@Ann @carol\n#garden", "- a\n- `b`", "plain", "5. a\u{FFFD}"] {
            #expect(MarkupWriter.html(of: source, stored: MarkupWriter.stored(source)) == MarkupWriter.html(source))
        }
    }

    @Test func `nothing is stored with plain text`() {
        #expect(MarkupWriter.stored("Tomorrow, then: at six?") == nil)
        #expect(MarkupWriter.html(of: "a <b>", stored: nil) == MarkupWriter.html("a <b>"))
    }

    @Test func `what another version has stored is not used`() {
        #expect(MarkupWriter.html(of: "**a**", stored: [0] + Array("<p>b</p>".utf8)) == MarkupWriter.html("**a**"))
        #expect(MarkupWriter.html(of: "**a**", stored: []) == MarkupWriter.html("**a**"))
    }

    @Test func `nobody forges a name with the characters that mark one`() {
        let html = MarkupWriter.html("a\u{1}ann\u{3} \u{2}garden\u{3} `\u{1}ann\u{3}`")
        #expect(!html.contains("<a "))
        #expect(html.unicodeScalars.allSatisfy { $0.value > 3 })
    }

    @Test func `names in mentions are made of the characters of usernames`() {
        for byte in UInt8(0x21)...0x7E {
            let character = String(UnicodeScalar(byte))
            let name = "a\(character)a"
            let isName = (try? Username(name)) != nil
            #expect((Markup.parse("@\(name)").mentions == [name.lowercased()]) == isName, "\(character)")
        }
    }
}
