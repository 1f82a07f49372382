import Conversation

/// What an operator may set about rooms.
struct ConversationSettings: Equatable, Sendable {
    /// Days that messages are kept where a room has no rule of its own; nil for ever.
    var retentionDays: Int?
    var limits = ConversationLimits()
}

extension SettingsReader {
    mutating func readConversation() -> ConversationSettings {
        var settings = ConversationSettings()
        settings.retentionDays = read(
            .retention, default: "forever", as: "a time like 365d, from 1d to \(Room.Retention.dayLimit)d, or forever",
            SettingValue.retentionDays)
        settings.limits.messageBurst = count(.messageBurst, default: "10", upTo: 10_000)
        settings.limits.messagesPerSecond = Double(count(.messageRate, default: "60", upTo: 60_000)) / 60
        settings.limits.roomsPerPerson = count(.roomsPerPerson, default: "200", upTo: 10_000)
        settings.limits.bytesPerPerson = quota(.quotaPerPerson, default: "1GB")
        settings.limits.bytesOfFiles = quota(.quota, default: "20GB")
        return settings
    }

    private mutating func count(_ name: SettingName, default standard: String, upTo limit: Int) -> Int {
        read(name, default: standard, as: "a number from 1 to \(limit)") { text in
            Int(text).flatMap { (1...limit).contains($0) ? $0 : nil }
        }
    }
}
