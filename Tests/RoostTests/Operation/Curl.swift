import Foundation
import PathKit

/// Requests by `curl`, which knows TLS and HTTP/2 and keeps cookies in the folder.
struct Curl: Sendable {
    struct Reply: Sendable {
        let status: Int
        /// Its first line, and its fields as they came.
        let head: String
        let body: String
        /// As curl writes it: 1.1 or 2.
        let version: String

        /// The value of a field; of several the first.
        subscript(name: String) -> String? {
            for line in head.split(separator: "\n") {
                let field: [Substring] = line.split(separator: ":", maxSplits: 1)
                guard field.count == 2, field[0].lowercased() == name.lowercased() else { continue }
                return field[1].trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return nil
        }
    }

    static let isInstalled = ChildProcess.find("curl") != nil

    let folder: String
    /// What every request has.
    var options: [String] = []

    func get(_ address: String, _ more: [String] = []) async throws -> Reply {
        try await run(more + [address])
    }

    /// Sends a form.
    func post(_ address: String, _ fields: KeyValuePairs<String, String>, _ more: [String] = []) async throws -> Reply {
        let form = fields.flatMap { ["--data-urlencode", "\($0)=\($1)"] }
        return try await run(["--request", "POST"] + (form.isEmpty ? ["--data", ""] : form) + more + [address])
    }

    /// - Throws: `Daemon.Failure` when there is no answer.
    func run(_ arguments: [String]) async throws -> Reply {
        let name = Path(folder) + "answer-\(UUID().uuidString)"
        defer { try? name.delete() }
        let fixed = [
            "--silent", "--show-error", "--max-time", "120", "--cookie", "jar", "--cookie-jar", "jar",
            "--dump-header", name.string, "--write-out", "\n%{http_code} %{http_version}",
        ]
        let outcome = try await ChildProcess(
            program: ChildProcess.find("curl") ?? "curl", arguments: fixed + options + arguments, folder: folder
        ).outcome()
        let end = outcome.output.lastIndex(of: "\n") ?? outcome.output.startIndex
        let said = outcome.output[end...].split(whereSeparator: \.isWhitespace)
        guard said.count == 2, let status = Int(said[0]), status > 0 else {
            throw Daemon.Failure(description: "\(arguments): \(outcome.errors)")
        }
        return Reply(
            status: status, head: try name.read(.utf8).replacing("\r\n", with: "\n"),
            body: String(outcome.output[..<end]), version: String(said[1]))
    }
}
