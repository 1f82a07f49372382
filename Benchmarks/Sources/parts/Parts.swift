@preconcurrency import Benchmark
import Logging

@main
struct Parts {
    /// The main thread measures, and waits for what is done elsewhere: no thread of Swift's own is blocked.
    static func main() async throws {
        // A mistake in the arguments ends the program here, before there is something to clean up.
        let settings = parseArguments()
        let site = try await MeasuredSite()
        let servers = try await MeasuredServers()
        let suites = [
            siteSuite(site), accountsSuite(site), serversSuite(servers), formsSuite(), htmlSuite(), routerSuite(),
            headSuite(),
        ]
        measure(suites, settings)
        await servers.stop()
        try site.remove()
    }

    private static func measure(_ suites: [BenchmarkSuite], _ settings: [BenchmarkSetting]) {
        Benchmark.main(suites, settings: settings)
    }
}

extension Logger {
    static let quiet = Logger(label: "benchmarks") { _ in SwiftLogNoOpLogHandler() }
}
