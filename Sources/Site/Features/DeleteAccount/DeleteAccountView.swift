import Conversation

struct DeleteAccountView: View {
    static let template = "delete.html"
    static var fields: [Field<Self>] {
        [
            .text("username", \.username),
            .text("sessionCount") { String($0.sessionCount) },
            .flag("hasAvatar", \.hasAvatar),
            .text("roomCount") { String($0.departure.rooms) },
            .text("roomsAlone") { $0.departure.roomsAlone > 0 ? String($0.departure.roomsAlone) : nil },
            .flag("isNeededByOthers", \.isNeededByOthers),
            .parts("ownerless") { $0.departure.ownerless.map { OwnerlessRoom(name: $0.name) } },
            .text("messages", \.messageCount),
            .flag("removesMessages") { $0.messages == .remove },
            .part("password") {
                FormField.password(error: $0.isPasswordWrong ? Text("This is not your password.") : nil)
            },
        ]
    }

    let username: String
    let sessionCount: Int
    let hasAvatar: Bool
    let isNeededByOthers: Bool
    let departure: Departure
    /// What is chosen.
    var messages = MessagesOfDeparted.keep
    var isPasswordWrong = false

    /// How many messages the choice is about; nil when there are none.
    private var messageCount: Text? {
        let (count, rooms) = (departure.messages, departure.messageRooms)
        guard count > 0 else { return nil }
        guard count <= Departure.messageLimit else {
            return Text("You have written more than \(Departure.messageLimit) messages.")
        }
        return rooms == 1
            ? Text(
                count, one: "You have written one message.", other: "You have written \(count) messages in one room.")
            : Text("You have written \(count) messages in \(rooms) rooms.")
    }

    /// A room that would have no owner.
    struct OwnerlessRoom: View {
        static let template = "ownerless-room.html"
        static var fields: [Field<Self>] { [.text("name", \.name)] }

        let name: String
    }
}
