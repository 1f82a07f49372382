/// The recovery codes, shown once.
struct RecoveryCodesView: View {
    static let template = "recovery-codes.html"
    static var fields: [Field<Self>] {
        [
            .text("username", \.username),
            .text("siteName", \.siteName),
            // One text with a line for each code: copying a list would copy its bullets as well.
            .text("codes") { $0.codes.joined(separator: "\n") },
            .flag("isNew", \.isNew),
        ]
    }

    let username: String
    let siteName: String
    let codes: [String]
    /// Whether the second factor has just been switched on; otherwise these codes replace older ones.
    let isNew: Bool
}
