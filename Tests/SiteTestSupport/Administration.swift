import Accounts
import Foundation
import Testing

@testable import Site

extension TestSite {
    func person(_ username: String) async throws -> Person {
        try await accounts.administration.person(named: username, by: .commandLine)
    }

    /// Where the page of a person is.
    func personPath(_ username: String) async throws -> String {
        paths.person(PersonID(try await person(username).id))
    }

    /// The path of a new link for a password.
    func resetPath(of username: String) async throws -> String {
        let link = try await accounts.administration.makeResetLink(for: person(username).id, by: .commandLine)
        return paths.resetPassword(ResetToken(link.token))
    }
}

extension Browser {
    /// Sends a form of a person's page.
    @discardableResult
    func administer(_ username: String, _ action: String) async throws -> Reply {
        let path = try await site.personPath(username)
        return try await submit("\(path)/\(action)", on: path)
    }
}

extension Document {
    /// What a description list says of `term`.
    func fact(_ term: String) -> String? {
        all("div").first { $0.first("dt")?.text == term }?.first("dd")?.text
    }

    /// The cells of the table's body, row by row.
    var rows: [[String]] {
        first("tbody")?.all("tr").map { row in
            row.children.map { $0.text.trimmingCharacters(in: .whitespacesAndNewlines) }
        } ?? []
    }
}
