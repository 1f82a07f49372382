import Accounts
import HTTP

extension Accounts.LinkExpired: PublicError {
    var details: ProblemDetails {
        ProblemDetails(
            .notFound, Text("This link does not work any more"),
            Text("A link for a new password works once and for an hour, and a newer one takes its place."),
            advice: Text("Ask the operator of this site for a new one."))
    }
}
