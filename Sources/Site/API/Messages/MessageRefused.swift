import Conversation
import HTTP
import Media
import WorkQueue

/// Why a message was not taken, in the words of the composer.
struct MessageRefused: PublicError {
    let details: ProblemDetails

    static func wrapping(_ error: any Error) -> any Error {
        guard let problem = MessageProblem(error) else { return error }
        if error is TextProblem { return InvalidInput(.body, problem.text) }
        if case MessageService.Refusal.noSuchReply = error { return InvalidInput(.reply, problem.text) }
        var details = ProblemDetails(
            problem.status, Text("That was not possible"), problem.text, code: problem.status.refusal)
        if let seconds = problem.retryAfter { details.headers = [(.retryAfter, String(seconds))] }
        return MessageRefused(details: details)
    }

    /// One for each code.
    static let known = [
        wrapping(MessageService.Refusal.blocked), wrapping(TooFast(retryAfter: 60)),
    ].map { ProblemDetails(of: $0) }
}

extension Status {
    /// The code of a refusal with this status.
    fileprivate var refusal: String? {
        switch self {
        case .unprocessableContent: "refused"
        case .tooManyRequests: "too-fast"
        default: nil
        }
    }
}
