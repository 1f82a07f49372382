import PathKit
import Testing

@testable import Roost

/// `/metrics` of a running site.
@Suite(.enabled(if: Curl.isInstalled, "curl is not installed"))
struct MetricsTests {
    /// What stands still while all goes well, or comes back to where it was: what moves it is tested beside what counts
    /// it.
    private static let still: Set<String> = [
        "roost_build_info", "roost_ready", "process_start_time_seconds", "process_max_fds", "process_open_fds",
        "process_resident_memory_bytes", "roost_queue_running", "roost_queue_waiting", "roost_queue_refused_total",
        "roost_requests_working", "roost_requests_waiting", "roost_database_writes_waiting", "roost_connections",
        "roost_database_write_failures_total", "roost_connection_incidents_total",
        "roost_rooms", "roost_reports_open", "roost_live_streams", "roost_live_streams_opened_total",
        "roost_live_streams_ended_total", "roost_live_streams_refused_total", "roost_live_deliveries_total",
        "roost_live_publish_seconds", "roost_webhook_attempts_total", "roost_webhook_deliveries_waiting",
    ]

    @Test func `every metric moves when what it counts happens`() async throws {
        try await ServedSite.run { site in
            let before = try await site.metrics()
            try await visit(site)
            let sizes = try site.databaseSizes()
            let after = try await site.metrics()
            // The WAL grows with each commit and shrinks when it is written back, at any time.
            for (file, size) in try site.databaseSizes() {
                let reported = try #require(after["roost_database_bytes{file=\"\(file)\"}"])
                #expect([sizes[file], size].contains(reported), "\(file)")
            }
            for family in after.families.keys where !Self.still.union(["roost_database_bytes"]).contains(family) {
                #expect(after.total(family) > before.total(family), "\(family)")
            }
            #expect(Self.still.isSubset(of: after.families.keys))
            for (series, growth) in Self.expected {
                let grown = (after[series] ?? .nan) - (before[series] ?? .nan)
                #expect(grown == growth, "\(series) grew by \(grown)")
            }
            #expect(after["roost_ready"] == 1)
            #expect(after["roost_build_info{version=\"\(Roost.version)\"}"] == 1)
            #expect(try #require(after["process_open_fds"]) > 5)
            #expect(try #require(after["process_resident_memory_bytes"]) > 1_000_000)
        }
    }

    /// What ``visit(_:)`` does, as it is counted.
    private static let expected: [String: Double] = [
        #"roost_http_requests_total{route="/signup",method="POST",status="3xx"}"#: 1,
        #"roost_http_requests_total{route="/login",method="POST",status="4xx"}"#: 1,
        #"roost_http_requests_total{route="/login",method="POST",status="3xx"}"#: 1,
        #"roost_http_requests_total{route="/dashboard",method="GET",status="2xx"}"#: 3,
        #"roost_http_request_duration_seconds_count{route="/dashboard",method="GET"}"#: 3,
        #"roost_http_requests_total{route="/profile/avatar",method="POST",status="3xx"}"#: 1,
        #"roost_http_requests_total{route="(not found)",method="GET",status="4xx"}"#: 1,
        #"roost_http_requests_total{route="(wrong method)",method="other",status="4xx"}"#: 1,
        #"roost_http_requests_total{route="(unreadable)",method="GET",status="4xx"}"#: 1,
        #"roost_requests_refused_total{status="400"}"#: 1,
        #"roost_accounts"#: 1,
        #"roost_sessions"#: 1,
        #"roost_memberships"#: 1,
        #"roost_messages"#: 2,
        #"roost_files"#: 1,
        #"roost_file_bytes"#: 5,
        #"roost_sign_ins_total{step="password",outcome="wrong"}"#: 1,
        #"roost_sign_ins_total{step="password",outcome="done"}"#: 1,
        #"roost_queue_run_seconds_count{queue="passwords"}"#: 3,
        #"roost_queue_run_seconds_count{queue="pictures"}"#: 1,
        #"roost_uploads_total{outcome="kept"}"#: 1,
        #"roost_uploads_total{outcome="no_file"}"#: 1,
        #"roost_cache_misses_total{cache="pictures"}"#: 1,
        #"roost_cache_hits_total{cache="pictures"}"#: 1,
    ]

    private func visit(_ site: ServedSite) async throws {
        let (curl, address) = (site.curl, site.address)
        #expect(
            try await curl.post("\(address)/signup", ["username": "ada", "password": ServedSite.password]).status == 303
        )
        #expect(try await curl.post("\(address)/login", ["username": "ada", "password": "wrong"]).status == 422)
        // It takes the place of the session that the browser had.
        #expect(
            try await curl.post("\(address)/login", ["username": "ada", "password": ServedSite.password]).status == 303)
        for _ in 0..<2 { #expect(try await curl.get("\(address)/dashboard").status == 200) }
        #expect(try await curl.get("\(address)/dashboard", ["--head"]).status == 200)
        #expect(try await curl.post("\(address)/rooms/1-everyone/messages", ["body": "Hello"]).status == 303)
        let file = site.folder + "note.txt"
        try file.write("hello")
        let message = ["--form", "body=Look", "--form", "file=@\(file)"]
        #expect(try await curl.run(message + ["\(address)/rooms/1-everyone/messages"]).status == 303)
        #expect(try await curl.get("\(address)/nowhere").status == 404)
        #expect(try await curl.get("\(address)/dashboard", ["--request", "BREW"]).status == 405)
        #expect(try await curl.get(address, ["--header", "Host: a, b"]).status == 400)
        let upload = ["--form", "avatar=@\(try site.picture())"]
        #expect(try await curl.run(upload + ["\(address)/profile/avatar"]).status == 303)
        #expect(try await curl.run(["--form", "avatar=", "\(address)/profile/avatar"]).status == 422)
        let page = try await curl.get("\(address)/profile").body
        let picture = try #require(page.firstMatch(of: /"(\/avatars\/[^"]+\.webp)"/)).1
        for _ in 0..<2 { #expect(try await curl.get(address + picture).status == 200) }
    }

    @Test func `they are not on the site's own port, and nothing else is on theirs`() async throws {
        try await ServedSite.run { site in
            let curl = site.curl
            #expect(try await curl.get("\(site.address)/metrics").status == 404)
            let own = "http://127.0.0.1:\(site.metricsPort)"
            for path in ["/", "/healthz", "/dashboard", "/metrics/", "/metrics.txt"] {
                #expect(try await curl.get(own + path).status == 404, "\(path)")
            }
            let post = try await curl.post("\(own)/metrics", [:])
            #expect(post.status == 405 && post["Allow"] == "GET, HEAD")
            let response = try await curl.get("\(own)/metrics")
            #expect(response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(try await curl.get("\(own)/metrics", ["--head"])["Content-Type"] == response["Content-Type"])
        }
    }

    @Test func `what strangers send makes no new series`() async throws {
        try await ServedSite.run { site in
            let before = try await site.metrics()
            let paths = ["[1-100]", "people/[1-50]/disable", "avatars/[1-10].webp", "reset/[1-10]"]
            for path in paths {
                _ = try await site.curl.get("\(site.address)/\(path)?[1-2]", ["--output", "answers"])
            }
            for number in 0..<5 {
                _ = try await site.curl.get(
                    "\(site.address)/m[1-20]", ["--request", "M\(number)", "--output", "answers"])
            }
            let after = try await site.metrics()
            #expect(after.values.keys.sorted() == before.values.keys.sorted())
            let series = #"roost_http_requests_total{route="(not found)",method="other",status="4xx"}"#
            #expect(after[series] == 100)
        }
    }

    @Test func `an address that is taken is said with its setting`() async throws {
        try await ServedSite.run { site in
            let outcome = try await RoostProgram(folder: site.folder).run([
                "serve", "--port", "0", "--database", "other.sqlite", "--metrics", "127.0.0.1:\(site.port)",
            ])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("port \(site.port)") && outcome.errors.contains("--metrics"))
        }
    }
}

extension MetricsTests {
    @Test(arguments: ["grafana-dashboard.json", "roost-alerts.yml"])
    func `what is shipped to watch a site asks for metrics and labels that there are`(file: String) async throws {
        let root = Path(#filePath).parent().parent().parent().parent()
        let text: String = try (root + "deploy" + file).read()
        try await ServedSite.run { site in
            _ = try await site.curl.get("\(site.address)/login")
            let metrics = try await site.metrics().text
            let names = Set(text.matches(of: /\b(roost|process)_[a-z_]+/).map { String($0.output.0) })
            #expect(names.count > 10)
            for name in names {
                #expect(metrics.contains("\n\(name){") || metrics.contains("\n\(name) "), "\(name)")
            }
            for label in Set(text.matches(of: /\{\{([a-z]+)\}\}/).map { String($0.output.1) }) {
                #expect(metrics.contains("{\(label)=\"") || metrics.contains(",\(label)=\""), "\(label)")
            }
        }
    }
}
