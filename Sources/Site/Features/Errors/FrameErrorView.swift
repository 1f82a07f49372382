/// What an error page says where it stands in a frame.
struct FrameErrorView: View {
    static let template = "frame-error.html"
    static var fields: [Field<Self>] { ErrorView.fields.map { $0.of { try $1($0.error) } } }

    private let error: ErrorView

    init(_ error: ErrorView) {
        self.error = error
    }
}
