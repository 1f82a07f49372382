import Accounts
import HTTP

extension Accounts.TooManyAttempts: PublicError {
    var details: ProblemDetails {
        var details = ProblemDetails(
            .tooManyRequests, Text("Please wait a little"), message, advice: Text("Nothing was changed."))
        details.headers = [(.retryAfter, String(seconds))]
        return details
    }
}

extension Accounts.TooManyAttempts {
    var message: Text {
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
}

extension Accounts.WrongCredentials {
    var message: Text { Text("This username and password do not belong together.") }
}

extension Accounts.AccountDisabled {
    var message: Text { Text("This account has been disabled. Please ask whoever runs this site.") }
}

extension Accounts.WrongCode {
    var message: Text { Text("This code is not valid. Apps show a new one every 30 seconds, and each works once.") }
    var messageOfRecovery: Text { Text("This recovery code is not valid, or has been used before.") }
}
