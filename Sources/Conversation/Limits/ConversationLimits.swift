/// How much a person, a room and a message may have.
public struct ConversationLimits: Hashable, Sendable {
    /// Messages that a person may post in a room at once, before they have to wait.
    public var messageBurst = 10
    /// Messages that a person may post in a room for each second that passes.
    public var messagesPerSecond = 1.0
    /// Reactions, edits, pins and the like of a person in a room at once.
    public var actionBurst = 30
    public var actionsPerSecond = 3.0
    /// Rooms that a person may create at once.
    public var creationBurst = 20
    public var creationsPerSecond = 1.0 / 60
    /// Open and closed rooms that a person is a member of.
    public var roomsPerPerson = 200
    /// The rooms that others may add a person to: nobody uses up what somebody else may have.
    var roomsByOthers: Int { max(1, roomsPerPerson * 3 / 4) }
    /// Direct conversations that a person has begun.
    public var directRoomsPerPerson = 1_000
    /// Members of a room that does not include everyone.
    public var membersPerRoom = 10_000
    public var pinsPerRoom = 20
    /// Different emoji on one message.
    public var emojiPerMessage = 20
    public var mentionsPerMessage = 50
    public var attachmentsPerMessage = 10
    /// The files of a person, in bytes; nil for no limit.
    public var bytesPerPerson: Int? = 1 << 30
    /// The files of all people together, in bytes; nil for no limit.
    public var bytesOfFiles: Int? = 20 << 30
    /// Files of a person that wait for their message.
    public var waitingFilesPerPerson = 50
    public var versionsPerMessage = 50
    public var blocksPerPerson = 1_000
    /// Reports of a person that nobody has handled yet.
    public var openReportsPerPerson = 20
    /// Days that messages are kept in rooms without a rule of their own; nil for ever.
    public var retentionDays: Int?

    public init() {}

    /// Days that a room with this rule keeps messages; nil for ever.
    func days(_ retention: Room.Retention) -> Int? {
        switch retention {
        case .site: retentionDays
        case .forever: nil
        case .days(let own): own
        }
    }
}
