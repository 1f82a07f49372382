import Foundation

/// The blocks and attachments of a message for Slack, as pieces of our markup. What is not known here is passed over.
struct SlackMessage {
    private static let blockLimit = 50
    private static let attachmentLimit = 20
    private static let fieldLimit = 50
    private static let elementLimit = 10

    /// What is shown in place of the message's own text.
    let blocks: [String]
    /// What is shown after it.
    let attachments: [String]

    init(_ message: HookValue) throws {
        blocks = try Self.blocks(of: message)
        var pieces: [String] = []
        for attachment in try message.objects("attachments", atMost: Self.attachmentLimit) {
            pieces += try Self.pieces(of: attachment)
        }
        attachments = pieces
    }

    private static func pieces(of attachment: HookValue) throws -> [String] {
        var pieces = [
            try attachment.text("pretext").map(SlackText.markup), try title(of: attachment),
            try attachment.text("text").map(SlackText.markup),
        ]
        for field in try attachment.objects("fields", atMost: fieldLimit) {
            let title = bold(try field.text("title").map { "\($0):" } ?? "")
            let value = try field.text("value").map(SlackText.markup)
            pieces.append([title, value].compactMap(\.self).joined(separator: " "))
        }
        pieces += try blocks(of: attachment)
        let seen = visible(pieces)
        // For those who show nothing else of an attachment.
        let fallback = try attachment.text("fallback").map(SlackText.plainLines)
        return seen.isEmpty ? visible([fallback]) : seen
    }

    private static func title(of attachment: HookValue) throws -> String? {
        guard let title = try attachment.text("title") else { return nil }
        return bold(title, leadingTo: try attachment.text("title_link"))
    }

    private static func blocks(of parent: HookValue) throws -> [String] {
        var pieces: [String?] = []
        for block in try parent.objects("blocks", atMost: blockLimit) { pieces.append(try piece(of: block)) }
        return visible(pieces)
    }

    private static func piece(of block: HookValue) throws -> String? {
        switch try block.text("type") {
        case "header": return try block.object("text").flatMap { bold(try $0.required("text")) }
        case "divider": return "---"
        case "section":
            var texts = [try block.object("text")].compactMap(\.self)
            texts += try block.objects("fields", atMost: elementLimit)
            return visible(try texts.map(said)).joined(separator: "\n")
        case "context":
            // Others are pictures.
            let texts = try block.objects("elements", atMost: elementLimit).filter {
                ["mrkdwn", "plain_text"].contains(try $0.text("type"))
            }
            return visible(try texts.map(said)).joined(separator: " ")
        default: return nil
        }
    }

    /// What a text object says.
    private static func said(_ object: HookValue) throws -> String {
        let text = try object.required("text")
        return try object.text("type") == "plain_text" ? SlackText.plainLines(text) : SlackText.markup(text)
    }

    private static func bold(_ text: String, leadingTo address: String? = nil) -> String? {
        let plain = SlackText.plain(SlackText.unescaped(text))
        guard !plain.isEmpty else { return nil }
        return "**\(address.flatMap { SlackText.link(to: $0, called: plain) } ?? plain)**"
    }

    private static func visible(_ pieces: [String?]) -> [String] {
        pieces.compactMap { $0?.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }
}
