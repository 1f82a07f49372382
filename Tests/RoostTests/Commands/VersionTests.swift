import PathKit
import Testing

@testable import Roost

struct VersionTests {
    @Test func `the version is said with the commit and the version of SQLite`() async throws {
        let outcome = try await RoostProgram(folder: Path("/")).run(["--version"])
        #expect(outcome.status == 0)
        let line = try #require(outcome.lines.first)
        #expect(
            line.wholeMatch(of: /\d+\.\d+\.\d+ \(commit ([0-9a-f]{12}(-dirty)?|unknown), SQLite 3\.\d+\.\d+\)/) != nil,
            "\(line)")
    }
}
