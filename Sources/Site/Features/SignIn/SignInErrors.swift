import Accounts
import HTTP

extension AuthenticationError: PublicError {
    /// Pages show most of them beside the field that they belong to.
    var details: ProblemDetails {
        switch self {
        case .tooManyAttempts(_, let seconds):
            var details = ProblemDetails(
                .tooManyRequests, Text("Please wait a little"), .tooManyAttempts(retryAfter: seconds),
                advice: Text("Nothing was changed."), code: "too-many-attempts")
            details.headers = [(.retryAfter, String(seconds))]
            return details
        case .linkExpired:
            return ProblemDetails(
                .notFound, Text("This link does not work any more"),
                Text("A link for a new password works once and for an hour, and a newer one takes its place."),
                advice: Text("Ask the operator of this site for a new one."), asksOperator: true)
        case .wrongCredentials: return .notSignedIn("wrong-credentials", .wrongCredentials)
        case .challengeExpired: return .notSignedIn("challenge-expired", Text("Please give the password again."))
        case .wrongCode: return .notSignedIn("wrong-code", .wrongCode)
        case .disabled: return .forbidden("account-disabled", .accountDisabled)
        case .wrongPassword: return .forbidden("wrong-password", Text("This is not your current password."))
        case .confirmationNeeded:
            return .forbidden("confirmation-needed", Text("This needs your password once more."))
        }
    }
}

extension ProblemDetails {
    fileprivate static func notSignedIn(_ code: String, _ text: Text) -> ProblemDetails {
        .unauthorized(code, text, challenge: "Bearer realm=\"roost\"")
    }

    static func forbidden(_ code: String, _ text: Text) -> ProblemDetails {
        ProblemDetails(.forbidden, Text("That was not possible"), text, code: code)
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
