import Accounts
import Foundation
import HTTP

/// What another service posts: an object with a `text`, `blocks` or `attachments`, as it would send to Slack or Mattermost.
/// Members that are not known here are passed over, as such senders have many.
struct HookMessage: Hashable, Sendable {
    /// Objects of such senders are nested more deeply than ours.
    private static let depthLimit = 32

    let text: String

    /// - Throws: ``MalformedJSON``, ``APIError/noObject``, ``InvalidInput``.
    init(_ data: Data) throws {
        guard case .object(let members) = try JSONParser.parse(data, depthLimit: Self.depthLimit) else {
            throw APIError.noObject
        }
        let message = HookValue(members)
        let (own, slack) = (try message.text("text").map(SlackText.markup), try SlackMessage(message))
        let name = try message.text("name").flatMap { TextField.name.value(among: ["name": $0]) }
        // Slack shows the blocks in place of the text, and attachments below.
        let pieces = (slack.blocks.isEmpty ? [own].compactMap(\.self) : slack.blocks) + slack.attachments
        guard !pieces.isEmpty else { throw InvalidInput(.text, Text("This field is missing.")) }
        let said = pieces.filter { !$0.isEmpty }.joined(separator: "\n\n")
        self.text = try name.flatMap { $0.isEmpty ? nil : "\(try Self.heading($0)) \(said)" } ?? said
    }

    /// Who says it, in bold before the text. It never stands in place of the hook's own name, so that nothing can be said
    /// in somebody else's.
    private static func heading(_ name: String) throws(InvalidInput) -> String {
        let checked: Nickname
        do { checked = try Nickname(name) } catch { throw InvalidInput(.name, error.hookMessage) }
        // A name is no mention, and no markup.
        return "**\(SlackText.plain(checked.text.filter { $0 != "@" && $0 != "#" })):**"
    }
}

extension Request {
    /// The JSON in the body, or in the field `payload` of a form.
    ///
    /// - Throws: ``APIError/unsupportedType`` for a body of another type, and what ``HookMessage`` throws.
    func hookMessage() async throws -> HookMessage {
        if hasJSON { return try HookMessage(try await body.readAll(atMost: Route.formLimit)) }
        let fields: URLEncodedForm
        do { fields = try await form() } catch HTTPError.unsupportedForm { throw APIError.unsupportedType }
        guard let payload = fields[.payload] else {
            throw InvalidInput(.payload, Text("This field is missing."))
        }
        return try HookMessage(Data(payload.utf8))
    }
}
