import Accounts
import Conversation

/// Every field that a form or a query of the site has, by the name under which it is sent. Values can be read only
/// through one of these, so none is longer than its field allows.
enum TextField: String, CaseIterable, Sendable {
    case username, nickname, password, remember, next, code, language
    case currentPassword = "current_password"
    case newPassword = "new_password"
    case passwordConfirmation = "proof"
    case recoveryCode = "recovery_code"
    case timeZone = "time_zone"
    case search = "q"
    case after, before
    case name, description, kind, level, role, retention, days
    case body, reply, key, emoji, reason, pinned, at, date, number
    case people, status, order, outcome, actor, subject, room, action
    case upTo = "up_to"
    /// How many messages may be lost, as was shown.
    case confirmed
    case removeMessage = "remove_message"
    case messages, uses
    /// In a room: plain or live pages, and a composer with several lines.
    case view, lines
    // The API's.
    case refreshToken = "refresh_token"
    case challenge, invitation, cursor, limit, since, archived, disabled, scope, review
    // What other services post.
    case text, payload
    // What is told of messages.
    case address, word
    // A composer that made way for an edit.
    case edit, draft, cancel
    /// The message that a link in a live room leads to an answer of.
    case answer
    // What others learn of a person.
    case showsPresence = "shows_presence"
    case sendsReceipts = "sends_receipts"

    /// In bytes of UTF-8.
    var limit: Int {
        switch self {
        case .username, .after: Username.byteLimit
        case .nickname: Nickname.byteLimit
        case .password, .currentPassword, .newPassword, .passwordConfirmation: Password.byteLimit
        case .timeZone: TimeZoneName.byteLimit
        // A name has 60 characters, a description 300, a reason 500, each of up to ten scalars of four bytes.
        case .name: 40 * RoomName.limit
        case .description: 40 * RoomDescription.limit
        case .reason: 40 * ReportReason.limit
        // A browser sends two bytes for a line end.
        case .body: 2 * MessageBody.byteLimit
        case .kind, .level, .role, .reply, .key, .emoji, .at, .date, .number, .retention, .days, .pinned: 64
        case .people: 512
        case .actor, .subject: Username.byteLimit
        case .room: 20 + RoomReference.tailLimit
        case .order, .outcome, .action, .upTo, .removeMessage, .confirmed: 64
        case .status: UserStatus.byteLimit
        case .remember, .uses, .code, .recoveryCode, .language, .before, .messages: 64
        case .view, .lines: 64
        case .refreshToken, .challenge, .invitation, .cursor, .limit, .since, .archived, .disabled, .scope, .review: 64
        case .text: 2 * MessageBody.byteLimit
        case .payload: Route.formLimit
        case .address: NewOutgoingWebhook.addressLimit
        case .draft: 2 * MessageBody.byteLimit
        case .edit, .cancel, .answer, .showsPresence, .sendsReceipts: 64
        case .word: 4 * NewOutgoingWebhook.wordLimit
        case .next: 2048
        case .search: 512
        }
    }

    /// The value of this field among others. A value that is too long is cut one byte after the limit: checks still
    /// find it too long, and nothing before the check has to handle more.
    func value(among values: [String: String]) -> String? {
        values[rawValue].map { value in
            // A character that is cut in two becomes a replacement character, which is not shorter.
            value.utf8.count <= limit ? value : String(decoding: value.utf8.prefix(limit + 1), as: UTF8.self)
        }
    }
}
