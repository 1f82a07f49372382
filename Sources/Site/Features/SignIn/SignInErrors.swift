import Accounts
import HTTP

extension AuthenticationError: PublicError {
    /// Most are shown on the page that they belong to, and are a fault of the site anywhere else.
    var details: ProblemDetails {
        switch self {
        case .tooManyAttempts(_, let seconds):
            var details = ProblemDetails(
                .tooManyRequests, Text("Please wait a little"), .tooManyAttempts(retryAfter: seconds),
                advice: Text("Nothing was changed."))
            details.headers = [(.retryAfter, String(seconds))]
            return details
        case .linkExpired:
            return ProblemDetails(
                .notFound, Text("This link does not work any more"),
                Text("A link for a new password works once and for an hour, and a newer one takes its place."),
                advice: Text("Ask the operator of this site for a new one."), asksOperator: true)
        case .wrongCredentials, .disabled, .challengeExpired, .wrongCode, .wrongPassword, .confirmationNeeded:
            return .unexpected
        }
    }
}

extension Text {
    static func tooManyAttempts(retryAfter seconds: Int) -> Text {
        guard seconds >= 60 else {
            return Text(
                seconds, one: "There have been too many attempts. Please try again in a second.",
                other: "There have been too many attempts. Please try again in \(seconds) seconds.")
        }
        let minutes = (seconds + 59) / 60
        return Text(
            minutes, one: "There have been too many attempts. Please try again in a minute.",
            other: "There have been too many attempts. Please try again in \(minutes) minutes.")
    }

    static var wrongCredentials: Text { Text("Wrong username or password.") }
    static var accountDisabled: Text { Text("This account has been disabled.") }
    static var wrongCode: Text {
        Text("This code is not valid. Apps show a new one every 30 seconds, and each works once.")
    }
    static var wrongRecoveryCode: Text { Text("This recovery code is not valid, or has been used before.") }
}
