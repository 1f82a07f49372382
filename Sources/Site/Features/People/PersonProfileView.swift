import Accounts
import Conversation
import Foundation

struct PersonProfileView: View {
    static let template = "person-profile.html"
    static var fields: [Field<Self>] { facts + actions }

    private static var facts: [Field<Self>] {
        [
            .text("username", \.person.username),
            .text("nickname", \.person.nickname),
            .part("avatar") { AvatarView(of: $0.person, .medium) },
            .text("statusEmoji", \.status?.emoji?.text),
            .text("statusText", \.status?.text),
            .text("localTime", \.localTime?.full),
            .text("localTimeISO", \.localTime?.iso),
            .text("since", \.since.day),
            .text("sinceISO", \.since.iso),
            .parts("rooms", \.rooms),
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .flag("isSelf", \.isSelf),
            .flag("isApp", \.person.isApp),
            .flag("isBlocked", \.isBlocked),
            .flag("canMessage", \.canMessage),
            .text("messagePath") { paths.messagePerson($0.name) },
            .text("blockPath") { paths.blockPerson($0.name) },
            .text("unblockPath") { paths.unblockPerson($0.name) },
            .text("accountPath", \.accountPath),
        ]
    }

    private let person: Participant
    private let status: UserStatus?
    /// What the clocks of the person show; nil unless they have chosen a time zone.
    private let localTime: Timestamp?
    private let since: Timestamp
    private let rooms: [CommonRoom]
    private let isSelf: Bool
    private let isBlocked: Bool
    private let canMessage: Bool
    /// Where administrators see the account; nil for other readers.
    private let accountPath: String?

    private var name: PersonName { PersonName(username: person.username) }

    init(_ other: PersonDetail, reader: User, now: Date) {
        let profile = other.profile
        person = profile.participant
        status = profile.status
        localTime = profile.timeZone.map { Timestamp(now, in: $0) }
        since = Timestamp(profile.createdAt, in: reader.preferences.timeZone)
        rooms = other.roomsInCommon.map(CommonRoom.init)
        isSelf = profile.id == reader.id
        (isBlocked, canMessage) = (other.isBlocked, other.canMessage)
        accountPath = reader.role == .administrator ? paths.person(PersonID(profile.id)) : nil
    }
}

/// A room that the reader and the person are in.
struct CommonRoom: View {
    static let template = "common-room.html"
    static var fields: [Field<Self>] { [.text("path", \.title.path), .text("name", \.title.text)] }

    private let title: RoomTitle

    init(_ room: Room) {
        title = RoomTitle(room)
    }
}
