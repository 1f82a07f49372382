/// The recovery codes, shown once.
struct RecoveryCodesView: View {
    static let template = "recovery-codes.html"
    static var fields: [Field<Self>] {
        [
            .text("username", \.username),
            .text("siteName", \.siteName),
            // One text with a line for each: copied from a list, they would bring its bullets along.
            .text("codes") { $0.codes.joined(separator: "\n") },
            .flag("isNew", \.isNew),
        ]
    }

    let username: String
    let siteName: String
    let codes: [String]
    /// Whether the second factor was switched on just now; else these take the place of older codes.
    let isNew: Bool
}
