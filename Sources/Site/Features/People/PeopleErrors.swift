import Accounts

extension Accounts.NotFound: PublicError {
    var details: ProblemDetails { .notFound }
}

/// What only administrators may see does not exist for others.
extension Accounts.NotAllowed: PublicError {
    var details: ProblemDetails { .notFound }
}
