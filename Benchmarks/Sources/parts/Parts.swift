@preconcurrency import Benchmark
import Logging

@main
struct Parts {
    /// The main thread measures, and waits for what is done elsewhere: no thread of Swift's own is blocked.
    static func main() async throws {
        let site = try await MeasuredSite()
        let servers = try await MeasuredServers()
        measure([
            siteSuite(site), accountsSuite(site), serversSuite(servers), formsSuite(), htmlSuite(), routerSuite(),
            headSuite(),
        ])
        await servers.stop()
        try site.remove()
    }

    private static func measure(_ suites: [BenchmarkSuite]) {
        Benchmark.main(suites)
    }
}

extension Logger {
    static let quiet = Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }
}
