/// Every character that a target may have, sent unencrypted to a site behind a proxy: the answer repeats them as an address.
struct HostileTargets: Attack {
    let name = "hostile-targets"
    let settings = [
        "ROOST_PUBLIC_URL": "https://roost.example",
        // The addresses of attackers: what is sent from there looks as if it came through the proxy.
        "ROOST_TRUSTED_PROXIES": "127.0.1.0/24",
    ]

    func run(on target: Target) -> Outcome {
        Outcome(trying: Self.cases, on: target)
    }

    private static let cases: [RawCase] = [
        redirected("path") { "/a\($0)b" },
        redirected("query") { "/?a\($0)b" },
        redirected("parameters") { "/login?\($0)[\($0)]=\($0)%" },
        redirected("whole address") { "http://roost.example/\($0)?\($0)" },
    ]

    /// One connection with a request for each character, each of which leads to the https address.
    private static func redirected(_ name: String, _ target: (String) -> String) -> RawCase {
        let characters = (UInt8(0x21)...0x7E).filter { $0 != UInt8(ascii: "#") }.map { String(UnicodeScalar($0)) }
        let requests = characters.map { character in
            "GET \(target(character)) HTTP/1.1\r\nHost: roost.example\r\nX-Forwarded-Proto: http\r\n\r\n"
        }
        return RawCase(name, requests.joined(), .answered(characters.map { _ in 308 }))
    }
}
