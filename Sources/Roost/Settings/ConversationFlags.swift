import ArgumentParser

/// The flags of what an operator may set about rooms.
struct ConversationFlags: ParsableArguments {
    @Option(
        help: """
            How long messages are kept where a room has no rule of its own: days like 365d, or forever (default: \
            forever).
            """)
    var retention: String?

    @Option(help: "How many messages a person may post in a room at once (default: 10).")
    var messageBurst: String?

    @Option(help: "How many messages a minute they may post after that (default: 60).")
    var messageRate: String?

    @Option(help: "How many open and closed rooms a person may be in (default: 200).")
    var roomsPerPerson: String?

    var byName: [SettingName: String?] {
        [
            .retention: retention, .messageBurst: messageBurst, .messageRate: messageRate,
            .roomsPerPerson: roomsPerPerson,
        ]
    }
}
