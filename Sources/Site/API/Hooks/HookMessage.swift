import Accounts
import Foundation
import HTTP

/// What another service posts: an object with a `text`, as it would send to Slack or Mattermost. Members that are not known
/// here are passed over, as such senders have many.
struct HookMessage: Hashable, Sendable {
    /// Objects of such senders are nested more deeply than ours.
    private static let depthLimit = 32

    let text: String

    /// - Throws: ``MalformedJSON``, ``APIError/noObject``, ``InvalidInput``.
    init(_ data: Data) throws {
        guard case .object(let members) = try JSONParser.parse(data, depthLimit: Self.depthLimit) else {
            throw APIError.noObject
        }
        var problems: [InvalidInput.Problem] = []
        func text(_ field: TextField) -> String? {
            switch members[field.rawValue] {
            case nil, .null: return nil
            case .string(let text): return field.value(among: [field.rawValue: text])
            default:
                problems.append(InvalidInput.Problem(field: field.rawValue, text: Text("This must be a text.")))
                return nil
            }
        }
        let (said, name) = (text(.text), text(.name))
        if said == nil, problems.isEmpty {
            problems.append(InvalidInput.Problem(field: "text", text: Text("This field is missing.")))
        }
        guard problems.isEmpty, let said else { throw InvalidInput(problems) }
        self.text = try name.flatMap { $0.isEmpty ? nil : "\(try Self.heading($0)) \(said)" } ?? said
    }

    /// Who says it, in bold before the text. It never stands in place of the hook's own name, so that nothing can be said
    /// in somebody else's.
    private static func heading(_ name: String) throws(InvalidInput) -> String {
        let checked: Nickname
        do { checked = try Nickname(name) } catch { throw InvalidInput(.name, error.hookMessage) }
        // A name is no mention, and no markup.
        let plain = checked.text.filter { $0 != "@" && $0 != "#" }
        let escaped = plain.map { "\\`*_~[]()<>!|&".contains($0) ? "\\\($0)" : String($0) }.joined()
        return "**\(escaped):**"
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
