import HTTP
import Storage

/// What people are told about a problem, on a page or as the problem details of the API (RFC 9457).
struct ProblemDetails: Sendable {
    var status: Status
    let heading: Text
    let text: Text
    var advice: Text?
    var headers: [(FieldName, String)] = []
    /// Which problem it is, for programs: unlike the words, it never changes. Nil where the status says it all.
    var code: String?
    /// What is wrong with what was sent, field by field.
    var fields: [InvalidInput.Problem] = []
    /// What was written and not sent, to be copied.
    var unsentText: String?
    /// Where to go on after signing in.
    var next: LocalPath?
    /// Whether the fault is the site's: then the error is logged. It is never shown.
    var isLogged = false
    /// Whether the operator has to do something, so that the page says how to reach them.
    var asksOperator = false

    init(
        _ status: Status, _ heading: Text, _ text: Text, advice: Text? = nil, asksOperator: Bool = false,
        code: String? = nil
    ) {
        self.code = code
        self.status = status
        self.heading = heading
        self.text = text
        self.advice = advice
        self.asksOperator = asksOperator
    }

    /// The details of any error.
    init(of error: any Error) {
        self = (error as? any PublicError)?.details ?? Database.failure(error)?.details ?? .unexpected
    }

    /// The details of an error that is not a ``PublicError``.
    static var unexpected: ProblemDetails {
        var details = ProblemDetails(
            .internalServerError, Text("Something went wrong"),
            Text("The fault is ours, and it has been written down."),
            advice: Text("Try again. If it happens again, tell whoever runs this site the number below."))
        details.isLogged = true
        details.asksOperator = true
        return details
    }

    /// `503`, to be tried again in a few seconds.
    static func retryable(_ heading: Text, _ text: Text) -> ProblemDetails {
        var details = ProblemDetails(
            .serviceUnavailable, heading, text, advice: Text("Nothing was lost. Wait a few seconds and try again."))
        details.headers = [(.retryAfter, "5")]
        return details
    }

    var logged: ProblemDetails {
        var details = self
        details.isLogged = true
        return details
    }
}

/// An error that people may meet, with what they are told about it.
///
/// Each feature says so of its own errors. Every other error is a fault of the site, and people see the 500 page.
protocol PublicError: Error {
    var details: ProblemDetails { get }
}
