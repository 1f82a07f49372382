import HTTP
import Media
import Storage
import WorkQueue

// Errors of the machine that the site runs on: too much work, a full disk, a database that cannot be written.

extension WorkQueue.Full: PublicError {
    var details: ProblemDetails { .busy }
}

extension FileError: PublicError {
    var details: ProblemDetails { isDiskFull ? ProblemDetails.diskFull.logged : .unexpected }
}

extension Database.Failure {
    var details: ProblemDetails {
        switch self {
        case .busy: ProblemDetails.busy.logged
        case .full: ProblemDetails.diskFull.logged
        case .readOnly:
            ProblemDetails.retryable(
                Text("Nothing can be saved now"), Text("The site can be read but not changed at the moment.")
            ).logged
        }
    }
}

extension ProblemDetails {
    static let busy = ProblemDetails.retryable(
        Text("The site is busy"), Text("There is more to do at the moment than the site can keep up with."))

    fileprivate static let diskFull = ProblemDetails(
        .insufficientStorage, Text("There is no room left"),
        Text("The site's disk is full, so nothing was saved."), advice: Text("Please tell whoever runs this site."),
        asksOperator: true)
}
