import Conversation
import Foundation
import HTTP

extension AccessRefusal: PublicError {
    var details: ProblemDetails {
        switch self {
        // A room that somebody may not see does not exist for them.
        case .notFound: .notFound
        case .notMember:
            ProblemDetails(
                .forbidden, Text("You are not in this room"), Text("Only its members can do that."),
                advice: Text("Join the room first, if it is open."))
        case .notAllowed:
            ProblemDetails(
                .forbidden, Text("You cannot do that"),
                Text("Your role in this room does not allow it. Nothing was changed."))
        case .archived:
            ProblemDetails(
                .conflict, Text("This room is archived"), Text("It can be read, but nothing changes in it any more."),
                advice: Text("An owner of the room can reopen it."))
        }
    }
}

extension TooFast: PublicError {
    /// Whole seconds, rounded up.
    var seconds: Int { max(1, Int(retryAfter.rounded(.up))) }

    var message: Text {
        Text(
            seconds, one: "That was a lot at once. Please wait a second, and try again.",
            other: "That was a lot at once. Please wait \(seconds) seconds, and try again.")
    }

    var details: ProblemDetails {
        var details = ProblemDetails(
            .tooManyRequests, Text("Please wait a little"), message, advice: Text("Nothing was changed."))
        details.headers = [(.retryAfter, String(seconds))]
        return details
    }
}

extension RoomService.Refusal: PublicError {
    var message: Text {
        switch self {
        case .tooManyRooms: Text("You are in as many rooms as one can be. Leave one first.")
        case .tooManyDirectRooms: Text("You have begun as many direct conversations as one can.")
        case .noSuchPerson: Text("One of these people has no account here any more.")
        case .wrongNumberOfPeople: Text("A direct conversation is between 2 and 8 people.")
        case .blocked: Text("You cannot write to this person.")
        case .includesEveryone: Text("The room that everyone is in stays. It can be archived.")
        case .nameTaken: Text("Another open room has this name.")
        }
    }

    var details: ProblemDetails { .refused(message) }
}

extension MembershipService.Refusal: PublicError {
    var message: Text {
        switch self {
        case .noSuchPerson: Text("Nobody here has this username.")
        case .blocked: Text("You cannot add this person.")
        case .tooManyRooms: Text("This person is in too many rooms to be added to another.")
        case .roomIsFull: Text("This room has as many members as a room can have.")
        case .isDisabled: Text("This account is disabled.")
        case .lastOwner: Text("The room needs an owner. Make somebody else an owner first, or delete the room.")
        case .cannotLeave: Text("Nobody leaves this room. You can hide it from your list instead.")
        }
    }

    var details: ProblemDetails { .refused(message) }
}

extension MessageService.Refusal: PublicError {
    var message: Text {
        switch self {
        case .blocked: Text("You cannot write to this person.")
        case .noSuchAttachment: Text("A file is not there any more. Please choose it again.")
        case .noSuchReply: Text("The message that you answer is not there any more.")
        case .usedKey: Text("This form has sent a message to another room already. Please open this room again.")
        case .tooManyAttachments: Text("A message can have at most 10 files.")
        case .tooManyMentions: Text("A message can name 50 people.")
        case .tooManyPins: Text("This room has as many pinned messages as it can have. Take one down first.")
        case .tooManyEmoji: Text("This message has as many different reactions as it can have.")
        case .tooManyEdits: Text("This message has been edited as often as it can be.")
        case .isDeleted: Text("This message has been deleted.")
        }
    }

    var details: ProblemDetails { .refused(message) }
}

extension MessageChanged: PublicError {
    var details: ProblemDetails { HTTPError.preconditionFailed.details }
}

extension ModerationService.Refusal: PublicError {
    var message: Text {
        switch self {
        case .tooManyReports: Text("You have reported as much as the moderators can look at. Please wait for them.")
        case .ownMessage: Text("This is your own message. You can delete it.")
        case .noAuthor: Text("The author of this message has no account any more.")
        case .cannotRemove: Text("Nobody can be removed from this room, or this person is its last owner.")
        }
    }

    var details: ProblemDetails { .refused(message) }
}

extension ProblemDetails {
    /// `409`: what was asked for is not possible as things are.
    static func refused(_ message: Text) -> ProblemDetails {
        ProblemDetails(.conflict, Text("That was not possible"), message, advice: Text("Nothing was changed."))
    }
}
