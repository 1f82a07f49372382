import Accounts
import Conversation

extension RecordNotFound: PublicError {
    var details: ProblemDetails { .notFound }
}

extension AdministrationError: PublicError {
    var details: ProblemDetails {
        switch self {
        // What only administrators may see does not exist for others.
        case .notAllowed: .notFound
        case .lastAdministrator: .refused(.lastAdministrator)
        case .tooManyInvitations: .refused(.tooManyInvitations)
        case .appAccount: .refused(Text("No password opens the account of a program."))
        }
    }
}

extension Text {
    static var lastAdministrator: Text { Text("No other administrator could sign in.") }
    static var tooManyInvitations: Text {
        Text("Nothing was made: too many invitations are open. Revoke some first.")
    }
}

extension PeopleService.Refusal: PublicError {
    var details: ProblemDetails {
        switch self {
        case .noSuchPerson: .notFound
        case .oneself:
            ProblemDetails(
                .conflict, Text("This is you"), Text("Nobody blocks themselves, so nothing was changed."))
        case .tooManyBlocks:
            ProblemDetails(
                .conflict, Text("You have blocked too many people"),
                Text("There is no room for one more, so nothing was changed."),
                advice: Text("Unblock somebody on your profile first."))
        }
    }
}
