/// What attackers put where pages repeat it.
enum HostileText {
    static let nicknames = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "a & b &amp; c",
        "&lt;b&gt;", "</bdi></h1><b>", "{{ username }}", "{% if true %}x{% endif %}", "{# gone #}", "<!-- x -->",
        "`${1+1}`", "a<b", "a>b", "\"", "'", "&", "<",
    ]

    static let nextPaths = [
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "https:evil.example", "http:/evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example",
        "/\t/evil.example", "\t//evil.example", " //evil.example", "/\r\nSet-Cookie: a=b", "/\n/evil.example",
        "/\u{0}/evil.example", "/é", "", ".", "?x", "#x", "@evil.example", ":8080", "%2f%2fevil.example",
        "/" + String(repeating: "a", count: 2001),
    ]
}
