import Conversation
import HTTP
import Media
import WorkQueue

/// Why a message was not taken, as the form it came from shows it.
struct MessageProblem {
    let text: Text
    let status: Status
    var retryAfter: Int?

    /// Nil for an error that the form has no words for.
    init?(_ error: any Error) {
        switch error {
        case let problem as TextProblem:
            text =
                problem == .empty
                ? Text("Please write something first.") : problem.message(limit: MessageBody.characterLimit)
            status = .unprocessableContent
        case let refusal as MessageService.Refusal:
            text = refusal.message
            status = .unprocessableContent
        case AccessRefusal.archived:
            // What was written stays to be copied.
            text = Text("This room has been archived: nothing changes in it any more.")
            status = .conflict
        case let error as TooFast:
            text = error.message
            status = .tooManyRequests
            retryAfter = error.seconds
        default:
            guard let problem = Self.files(error) else { return nil }
            (text, status) = problem
        }
    }

    private static func files(_ error: any Error) -> (Text, Status)? {
        switch error {
        case let problem as FileProblem: (problem.message, problem.status)
        case let refusal as AttachmentService.Refusal: (refusal.message, refusal.status)
        case is WorkQueue.Full:
            (
                Text("There is more to do at the moment than the site can keep up with. Please send it again."),
                .serviceUnavailable
            )
        case let error as FileError where error.isDiskFull:
            (
                Text("The site's disk is full, so nothing was sent. Please tell whoever runs this site."),
                .insufficientStorage
            )
        default: nil
        }
    }

    /// The response with the status of the problem.
    func applied(to response: Response) -> Response {
        guard let retryAfter else { return response }
        return response.retry(after: retryAfter)
    }
}

/// What is wrong with a file of a message.
struct FileProblem: Error {
    enum Reason {
        case tooLarge(limit: Int)
        case rejected(AttachmentRejected)
        /// This machine cannot make pictures.
        case noPictures
    }

    let name: FileName
    let reason: Reason

    var status: Status {
        switch reason {
        case .tooLarge: .contentTooLarge
        case .rejected(.notScanned), .noPictures: .serviceUnavailable
        case .rejected: .unprocessableContent
        }
    }

    var message: Text {
        switch reason {
        case .tooLarge(let limit): Text("“\(name.text)” is larger than \(ByteCount.text(limit)).")
        case .rejected(.empty): Text("“\(name.text)” is empty.")
        case .rejected(.picture):
            Text("“\(name.text)” is damaged, has too many pixels, or is a kind of picture that cannot be read.")
        case .rejected(.infected): Text("“\(name.text)” contains malware, so it was not taken.")
        case .rejected(.notScanned):
            Text("“\(name.text)” could not be scanned for malware, so it was not taken. Please try again later.")
        case .noPictures: Text("“\(name.text)” was not accepted: this site cannot process pictures at the moment.")
        }
    }
}

extension AttachmentService.Refusal {
    fileprivate var status: Status { self == .siteFull ? .insufficientStorage : .unprocessableContent }

    fileprivate var message: Text {
        switch self {
        case .personFull(let use):
            Text(
                """
                Your files take \(ByteCount.text(use.bytes)) of the \(ByteCount.text(use.limit ?? use.bytes)) you may \
                store. Delete messages with files first.
                """)
        case .siteFull: Text("The site has no room for more files. Please tell whoever runs it.")
        case .tooManyWaiting: Text("You have begun many messages with files. Send one of them, or wait an hour.")
        }
    }
}
