import Conversation

/// What an operator may set about rooms.
extension SettingsReader {
    mutating func readConversation() -> ConversationLimits {
        var limits = ConversationLimits()
        limits.retentionDays = read(
            .retention, default: "forever", as: "a time like 365d, from 1d to \(Room.Retention.dayLimit)d, or forever",
            SettingValue.retentionDays)
        limits.messageBurst = count(.messageBurst, default: "10", upTo: 10_000)
        limits.messagesPerSecond = Double(count(.messageRate, default: "60", upTo: 60_000)) / 60
        limits.roomsPerPerson = count(.roomsPerPerson, default: "200", upTo: 10_000)
        limits.bytesPerPerson = quota(.quotaPerPerson, default: "1GB")
        limits.bytesOfFiles = quota(.quota, default: "20GB")
        return limits
    }

    private mutating func count(_ name: SettingName, default standard: String, upTo limit: Int) -> Int {
        read(name, default: standard, as: "a number from 1 to \(limit)") { text in
            Int(text).flatMap { (1...limit).contains($0) ? $0 : nil }
        }
    }
}
