import Accounts
import Site
import Storage

/// What an error means to an operator at the terminal.
struct CommandProblem: CustomStringConvertible, Error {
    let description: String

    init(_ error: any Error) {
        switch error {
        case AdministrationError.lastAdministrator:
            description = "No other administrator could sign in: promote someone else first."
        case let refusal as SignUpRefused:
            let lines = [refusal.username?.englishMessage, refusal.nickname?.englishMessage]
            description = lines.compactMap(\.self).joined(separator: "\n")
        default:
            description = Database.failure(error).map(Self.text) ?? "\(error)"
        }
    }

    private static func text(_ failure: Database.Failure) -> String {
        switch failure {
        case .busy: "The database is in use: try again."
        case .full: "There is no room left on the disk."
        case .readOnly: "The database cannot be written: run this as the user that the site runs as."
        }
    }
}
