/// A message that is edited in the composer's frame.
struct EditView: View {
    static let template = "compose-edit.html"
    static var fields: [Field<Self>] {
        [
            .text("action", \.action),
            .text("number") { String($0.number) },
            .text("text", \.text),
            .text("draft", \.draft.body),
            .text("reply") { $0.draft.reply.map(String.init) },
            .parts("waiting") { $0.draft.waiting.map { CarriedField(name: "attached", value: String($0)) } },
            .problem("error", with: { _ in "body" }, \.problem),
            .flag("isLong", \.isLong),
        ]
    }

    /// In bytes. What is longer does not fit into one line.
    private static let lineLength = 200

    let number: Int64
    let text: String
    /// What was in the composer before.
    let draft: Draft
    let problem: Text?
    let action: String

    private var isLong: Bool { text.utf8.count > Self.lineLength || text.utf8.contains(UInt8(ascii: "\n")) }
}
