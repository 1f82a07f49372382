import Accounts

extension RecordNotFound: PublicError {
    var details: ProblemDetails { .notFound }
}

extension AdministrationError: PublicError {
    var details: ProblemDetails {
        switch self {
        // What only administrators may see does not exist for others.
        case .notAllowed: .notFound
        case .lastAdministrator: .unexpected
        }
    }
}
