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
                .forbidden, Text("This is not yours to do"),
                Text("It takes another role in this room, so nothing was changed."))
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
        case .tooManyRooms: Text("You are in as many rooms as one person may be, or have begun as many conversations.")
        case .noSuchPerson: Text("Somebody you want to write to cannot be reached here any more.")
        case .wrongNumberOfPeople:
            Text("Please name between 1 and \(RoomService.directPeople.upperBound - 1) other people.")
        // Who has blocked whom is not said.
        case .blocked: Text("These people cannot have a conversation: one has blocked another.")
        }
    }

    var details: ProblemDetails {
        ProblemDetails(.conflict, Text("That cannot be done"), message, advice: Text("Nothing was changed."))
    }
}
