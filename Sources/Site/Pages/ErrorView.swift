/// What `error.html` says.
struct ErrorView: View {
    static let template = "error.html"
    static var fields: [Field<Self>] {
        [
            .text("status") { String($0.status) },
            .text("heading", \.heading),
            .text("explanation", \.text),
            .text("advice", \.advice),
            .text("requestID", \.requestID),
        ]
    }

    let status: Int
    let heading: Text
    let text: Text
    let advice: Text?
    let requestID: String

    init(_ explanation: Explanation, requestID: String) {
        status = explanation.status.code
        heading = explanation.heading
        text = explanation.text
        advice = explanation.advice
        self.requestID = requestID
    }
}
