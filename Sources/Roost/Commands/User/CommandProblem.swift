import Accounts
import Site
import Storage

/// An error in words for an operator at the terminal.
struct CommandProblem: CustomStringConvertible, Error {
    let description: String

    init(_ error: any Error) {
        switch error {
        case AdministrationError.lastAdministrator:
            description = "This is the only administrator who can sign in. Promote someone else first."
        case let refusal as SignUpRefused:
            let lines = [refusal.username?.englishMessage, refusal.nickname?.englishMessage]
            description = lines.compactMap(\.self).joined(separator: "\n")
        default:
            description = Database.failure(error).map(Self.text) ?? "\(error)"
        }
    }

    private static func text(_ failure: Database.Failure) -> String {
        switch failure {
        case .busy: "The database is busy. Try again."
        case .full: "The disk is full."
        case .readOnly: "The database cannot be written. Run this as the user that the site runs as."
        }
    }
}
