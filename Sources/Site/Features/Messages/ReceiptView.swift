import Conversation

/// How far a message has got with the others in a direct conversation. Only its author sees it.
struct ReceiptView: View {
    static let template = "receipt.html"
    static var fields: [Field<Self>] {
        [
            .text("stage") { $0.receipt?.stage.rawValue },
            .text("text", \.text),
        ]
    }

    let receipt: Receipt?

    private var text: Text? {
        guard let receipt else { return nil }
        return switch receipt.stage {
        case .sent: Text("Sent")
        case .delivered: Text("Delivered")
        case .readBySome: Text(receipt.readers, one: "Read by 1", other: "Read by \(receipt.readers)")
        case .read: Text("Read")
        }
    }
}
