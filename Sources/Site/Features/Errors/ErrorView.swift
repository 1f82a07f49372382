/// What `error.html` says.
struct ErrorView: View {
    static let template = "error.html"
    static var fields: [Field<Self>] {
        [
            .text("status") { String($0.status) },
            .text("heading", \.heading),
            .text("explanation", \.text),
            .text("advice", \.advice),
            .flag("asksOperator", \.asksOperator),
            .flag("isSignedOut", \.isSignedOut),
            .text("signInPath") { LocalPath.through(paths.signIn, to: $0.next) },
            .text("unsentText", \.unsentText),
            .text("requestID", \.requestID),
        ]
    }

    /// The code of the error for somebody who is no longer signed in.
    static let signedOut = "signed-out"

    let status: Int
    let heading: Text
    let text: Text
    let advice: Text?
    let asksOperator: Bool
    let isSignedOut: Bool
    let unsentText: String?
    private let next: LocalPath?
    let requestID: String

    init(_ details: ProblemDetails, requestID: String) {
        status = details.status.code
        heading = details.heading
        text = details.text
        advice = details.advice
        asksOperator = details.asksOperator
        isSignedOut = details.code == Self.signedOut
        (unsentText, next) = (details.unsentText, details.next)
        self.requestID = requestID
    }
}

/// What an error page says where it stands in a frame.
struct FrameErrorView: View {
    static let template = "frame-error.html"
    static var fields: [Field<Self>] { ErrorView.fields.map { $0.of { try $1($0.error) } } }

    private let error: ErrorView

    init(_ error: ErrorView) {
        self.error = error
    }
}
