import Foundation
import Testing

@Suite(
    .enabled(if: ChildProcess.find("systemd-analyze") != nil, "systemd-analyze is not installed"))
struct UnitTests {
    private var deploy: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy").standardized.path()
    }

    /// Of 10, where 10 is a unit without any protection; 20 is 2.0.
    @Test func `what the unit leaves open is under 2`() async throws {
        let outcome = try await ChildProcess(
            program: try #require(ChildProcess.find("systemd-analyze")),
            arguments: ["security", "--offline=true", "--threshold=20", "--no-pager", "roost.service"], folder: deploy,
            environment: ["PATH": "/usr/bin:/bin"]
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.lines.last ?? outcome.errors)")
    }
}
