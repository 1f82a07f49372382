import Accounts

/// Every field that a form or a query of the site has, by the name that it is sent under. There is no other way to a
/// value than by one of these, and none has more bytes than its field may.
enum TextField: String, CaseIterable, Sendable {
    case username, nickname, password, remember, next, code, language
    case currentPassword = "current_password"
    case newPassword = "new_password"
    case proof
    case recoveryCode = "recovery_code"
    case timeZone = "time_zone"
    case search = "q"
    case after, before

    /// In bytes of UTF-8.
    var limit: Int {
        switch self {
        case .username, .after: Username.byteLimit
        case .nickname: Nickname.byteLimit
        case .password, .currentPassword, .newPassword, .proof: Password.byteLimit
        case .timeZone: TimeZoneName.byteLimit
        case .remember, .code, .recoveryCode, .language, .before: 64
        case .next: 2048
        case .search: 512
        }
    }

    /// The value among others. A longer one than the field may have is cut just behind the limit: it is too long as before
    /// to whoever checks it, and short enough for whatever is done until then.
    func value(among values: [String: String]) -> String? {
        values[rawValue].map { value in
            // Of a character that is cut through, its replacement takes the place, which is no shorter.
            value.utf8.count <= limit ? value : String(decoding: value.utf8.prefix(limit + 1), as: UTF8.self)
        }
    }
}
