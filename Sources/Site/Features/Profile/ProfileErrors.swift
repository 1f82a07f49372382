import Accounts
import HTTP
import Media

extension AvatarStore.Unavailable: PublicError {
    var details: ProblemDetails {
        ProblemDetails(
            .serviceUnavailable, Text("No pictures can be uploaded"),
            Text("This site lacks the program that it makes pictures with, so nothing was changed."),
            advice: Text("Please tell whoever runs this site."), asksOperator: true)
    }
}

extension Nickname.Problem {
    var message: Text {
        switch self {
        case .empty: Text("Please enter a nickname.")
        case .tooLong: Text("A nickname has at most 50 characters.")
        case .forbiddenCharacter:
            Text(
                "A nickname cannot contain line breaks, control characters or marks that change the writing direction.")
        }
    }
}

extension Nickname.Problem {
    /// For the command line.
    public var englishMessage: String { message.english }
}

extension ImageRejected {
    var message: Text {
        switch self {
        case .unknownFormat: Text("This is not a picture in PNG, JPEG, GIF or WebP format.")
        case .damaged: Text("This picture is damaged, or of a kind that cannot be read.")
        case .tooCostly: Text("This picture takes too long to read. Please choose a smaller one.")
        case .empty: Text("This file is empty.")
        case .tooManyPixels(_, _, let limit): Text("This picture has more than \(limit / 1_000_000) megapixels.")
        }
    }
}
