import Testing

@testable import Roost

struct SettingsMistakesTests {
    @Test(
        arguments: [
            (.host, "nowhere", #"--host: "nowhere" is not an IP address."#),
            (.port, "65536", #"--port: "65536" is not a port number from 0 to 65535."#),
            (.port, "-1", #"--port: "-1" is not a port number from 0 to 65535."#),
            (.database, "", #"--database: "" is not a file name."#),
            (.uploads, "", #"--uploads: "" is not a folder name."#),
            (
                .publicURL, "roost",
                #"--public-url: "roost" is not an address like https://roost.example.org, without a path."#
            ),
            (.sessionTTL, "1", #"--session-ttl: "1" is not a time like 30d, 12h or 45m, from 5m to 400d."#),
            (.maxUpload, "5", #"--max-upload: "5" is not a size like 20MB or 500KB, from 1KB to 100MB."#),
            (
                .maxAttachment, "1025MB",
                #"--max-attachment: "1025MB" is not a size like 25MB or 500KB, from 1KB to 1GB."#
            ),
            (.maxAttachment, "1B", #"--max-attachment: "1B" is not a size like 25MB or 500KB, from 1KB to 1GB."#),
            (
                .quota, "0GB",
                #"--quota: "0GB" is not a size like 500MB or 20GB, from 1KB to 1000000GB, or unlimited."#
            ),
            (
                .quotaPerPerson, "none",
                #"--quota-per-person: "none" is not a size like 500MB or 20GB, from 1KB to 1000000GB, or unlimited."#
            ),
            (
                .clamd, "/run/clamd.ctl",
                #"--clamd: "/run/clamd.ctl" is not a socket like unix:/run/clamav/clamd.ctl or 127.0.0.1:3310."#
            ),
            (.clamdRequired, "maybe", #"--clamd-required: "maybe" is not yes or no."#),
            (.pictureTimeout, "0s", #"--picture-timeout: "0s" is not a time like 10s or 1m, from 1s to 1h."#),
            (
                .corsOrigins, "*",
                #"--cors-origins: "*" is not origins like https://app.example.org, separated by commas."#
            ),
            (
                .corsOrigins, "https://a.example/",
                #"--cors-origins: "https://a.example/" is not origins like https://app.example.org, separated by commas."#
            ),
            (
                .corsOrigins, "https://a.example:443",
                #"--cors-origins: "https://a.example:443" is not origins like https://app.example.org, separated by commas."#
            ),
            (.trustedProxies, "x", #"--trusted-proxies: "x" is not addresses or networks like 127.0.0.1, 10.0.0.0/8."#),
            (.headTimeout, "10", #"--head-timeout: "10" is not a time like 10s or 2m, from 1s to 1h."#),
            (.answerTimeout, "2h", #"--answer-timeout: "2h" is not a time like 10s or 2m, from 1s to 1h."#),
            (.bodyRate, "0B", #"--body-rate: "0B" is not bytes a second like 1KB, from 1B to 1MB."#),
            (.maxConnections, "0", #"--max-connections: "0" is not a number from 1 to 1000000."#),
            (.metrics, "9180", #"--metrics: "9180" is not an address and a port like 127.0.0.1:9180."#),
            (.metrics, "::1:9180", #"--metrics: "::1:9180" is not an address and a port like 127.0.0.1:9180."#),
            (.metrics, "[::1]", #"--metrics: "[::1]" is not an address and a port like 127.0.0.1:9180."#),
            (.logLevel, "loud", #"--log-level: "loud" is not a level like info or debug."#),
            (.logFormat, "xml", #"--log-format: "xml" is not text or json."#),
            (
                .breachedPasswords, "/dev/null",
                #"--breached-passwords: "/dev/null" is not a readable file of sorted SHA-1 hashes, one per line."#
            ),
            (.assets, "/dev", #"--assets: "/dev" is not a folder that holds Templates and Static."#),
        ] as [(SettingName, String, String)])
    func `each mistake is one line that names the flag, what was given and what is wanted`(
        name: SettingName, text: String, line: String
    ) {
        #expect(Settings.mistakes(flags: [name: text]) == [line])
    }

    @Test func `a mistake in the environment names the variable`() {
        #expect(
            Settings.mistakes(environment: ["ROOST_PORT": "many"])
                == [#"ROOST_PORT: "many" is not a port number from 0 to 65535."#])
    }

    @Test func `a variable that is no setting is a mistake`() {
        #expect(
            Settings.mistakes(environment: ["ROOST_PROT": "8080"]) == [
                "ROOST_PROT: unknown setting. Did you mean ROOST_PORT?"
            ])
    }

    @Test func `all mistakes are said at once`() {
        let lines = Settings.mistakes(
            flags: [.port: "many"], environment: ["ROOST_HOST": "x", "ROOST_SECRET": "short", "ROOST_NOTHING": "1"])
        #expect(
            lines.map { $0.prefix { $0 != ":" } } == ["ROOST_NOTHING", "ROOST_HOST", "--port", "ROOST_SECRET"])
    }

    @Test func `mistakes are described a line each`() {
        #expect(Settings.Mistakes(lines: ["one", "two"]).description == "one\ntwo")
    }

    @Test func `a secret that is too short is a mistake and not repeated`() throws {
        let lines = Settings.mistakes(environment: ["ROOST_SECRET": "hush-hush"])
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.contains("at least 32"))
        #expect(!line.contains("hush"))
    }

    @Test func `a mistake in the secret names where it was given`() {
        #expect(Settings.mistakes(flags: [.secret: "short"]).first?.hasPrefix("--secret: ") == true)
    }

    @Test(arguments: [(31, false), (32, true)])
    func `a secret has at least 32 bytes`(count: Int, isAccepted: Bool) {
        let secret = String(repeating: "s", count: count)
        #expect(Settings.mistakes(environment: ["ROOST_SECRET": secret]).isEmpty == isAccepted)
    }
}
