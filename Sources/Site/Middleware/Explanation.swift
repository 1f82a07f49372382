import Accounts
import HTTP
import Media
import Storage
import WorkQueue

/// What an error means to the person who meets it.
struct Explanation: Sendable {
    let status: Status
    let heading: Text
    let text: Text
    var advice: Text?
    var headers: [(FieldName, String)] = []
    /// Set when the fault is ours: it is logged, never shown.
    var cause: (any Error)?

    init(_ status: Status, _ heading: Text, _ text: Text, advice: Text? = nil) {
        self.status = status
        self.heading = heading
        self.text = text
        self.advice = advice
    }

    /// Sorts an error of any kind.
    init(of error: any Error) {
        switch error {
        case let refusal as HTTPError: self.init(refusal)
        // What only administrators see is not there for others.
        case is Accounts.NotFound, is Accounts.NotAllowed: self = .notFound
        case is Accounts.LinkExpired: self = .linkExpired
        case is WorkQueue.Full: self = .busy
        case is AvatarStore.Unavailable: self = .noPictures
        case is Accounts.ExportUnderWay: self = .exportUnderWay
        case let error as Accounts.TooManyAttempts: self = .tooManyTries(error)
        case let error as FileError where error.isDiskFull:
            self = .diskFull
            cause = error
        default:
            self = Database.failure(error).map(Explanation.init) ?? .unexpected
            cause = error
        }
    }

    private init(_ failure: Database.Failure) {
        switch failure {
        case .busy: self = .busy
        case .full: self = .diskFull
        case .readOnly: self = .readOnly
        }
    }

    private init(_ refusal: HTTPError) {
        switch refusal {
        case .malformed, .interrupted: self = .malformed
        case .crossOrigin: self = .crossOrigin
        case .unencrypted: self = .unencrypted
        case .notFound: self = .notFound
        case .methodNotAllowed(let allowed):
            self = .methodNotAllowed
            headers = [(.allow, allowed.joined(separator: ", "))]
        case .tooSlow: self = .tooSlow
        case .tooLarge(let limit): self = .tooLarge(limit: limit)
        case .unsupportedForm: self = .unsupportedForm
        case .targetTooLong: self = .targetTooLong
        case .headTooLarge: self = .headTooLarge
        case .unmetExpectation: self = .unmetExpectation
        case .unsupportedVersion: self = .unsupportedVersion
        case .misdirected(let origin): self = .misdirected(origin)
        case .preconditionFailed: self = .preconditionFailed
        case .overloaded: self = .busy
        }
    }
}

extension Explanation {
    static let malformed = Explanation(
        .badRequest, Text("That could not be read"), Text("What was sent is not a form as browsers send it."),
        advice: Text("Go back, reload the page and send the form again."))
    static let crossOrigin = Explanation(
        .forbidden, Text("This came from another site"),
        Text(
            "Your browser says that the form was sent from a page that is not part of this site, so nothing was changed."
        ),
        advice: Text(
            """
            Open the page here and send the form from it. If it was this site's own form, its address in your browser \
            and the one the operator set as public address may differ.
            """))
    static let unencrypted = Explanation(
        .forbidden, Text("This came unencrypted"),
        Text("What you sent could be read on its way here, so nothing was changed."),
        advice: Text("Open the site again by its https address. If you sent a password, change it there."))
    static let notFound = Explanation(
        .notFound, Text("There is nothing here"), Text("The address may be mistyped, or what was here may be gone."))
    static let linkExpired = Explanation(
        .notFound, Text("This link does not work any more"),
        Text("A link for a new password works once and for an hour, and a newer one takes its place."),
        advice: Text("Ask the operator of this site for a new one."))
    static let methodNotAllowed = Explanation(
        .methodNotAllowed, Text("Not in this way"), Text("This address exists, but it cannot be used like that."))
    static let tooSlow = Explanation(
        .requestTimeout, Text("That took too long"), Text("What you sent did not arrive in time."),
        advice: Text("Try again, perhaps over a faster connection or with a smaller file."))
    static let unsupportedForm = Explanation(
        .unsupportedMediaType, Text("That could not be read"),
        Text("The form was sent in a format that this page does not take."))
    static let targetTooLong = Explanation(
        .uriTooLong, Text("That address is too long"),
        Text("No page of this site has an address like it."))
    static let headTooLarge = Explanation(
        .headerFieldsTooLarge, Text("Your browser sent too much"),
        Text("It sends more cookies or other details along than this site reads."),
        advice: Text("Delete this site's cookies in your browser, and try again."))
    static let unmetExpectation = Explanation(
        .expectationFailed, Text("Not in this way"),
        Text("The request expects what this site does not do."))
    static let unsupportedVersion = Explanation(
        .httpVersionNotSupported, Text("Not in this way"),
        Text("This site speaks HTTP/1.1; a proxy in front of it may speak others."))
    static let preconditionFailed = Explanation(
        .preconditionFailed, Text("Not in this way"),
        Text("The request asks for another version than the one that is here."))
    static let exportUnderWay = Explanation(
        .tooManyRequests, Text("Your data is on its way"), Text("A file with your data is being made at this moment."),
        advice: Text("Wait until you have it before you ask for another."))
    static let busy = Explanation.retryable(
        Text("The site is busy"), Text("There is more to do at the moment than the site can keep up with."))
    static let diskFull = Explanation(
        .insufficientStorage, Text("There is no room left"),
        Text("The site's disk is full, so nothing was saved."), advice: Text("Please tell whoever runs this site."))
    static let noPictures = Explanation(
        .serviceUnavailable, Text("No pictures can be uploaded"),
        Text("This site lacks the program that it makes pictures with, so nothing was changed."),
        advice: Text("Please tell whoever runs this site."))
    static let readOnly = Explanation.retryable(
        Text("Nothing can be saved now"), Text("The site can be read but not changed at the moment."))
    static let unexpected = Explanation(
        .internalServerError, Text("Something went wrong"), Text("The fault is ours, and it has been written down."),
        advice: Text("Try again. If it happens again, tell whoever runs this site, with the number below."))

    static func misdirected(_ origin: String) -> Explanation {
        Explanation(
            .misdirectedRequest, Text("This is another site"),
            Text("The request was sent here, but names a site that this one is not."),
            advice: Text("The address of this site is \(origin)."))
    }

    static func tooLarge(limit: Int) -> Explanation {
        Explanation(
            .contentTooLarge, Text("That is too large"), Text("This page takes at most \(ByteCount.text(limit))."),
            advice: Text("Go back and choose something smaller."))
    }

    static func tooManyTries(_ error: Accounts.TooManyAttempts) -> Explanation {
        var explanation = Explanation(
            .tooManyRequests, Text("Please wait a little"), error.message, advice: Text("Nothing was changed."))
        explanation.headers = [(.retryAfter, String(error.seconds))]
        return explanation
    }

    private static func retryable(_ heading: Text, _ text: Text) -> Explanation {
        var explanation = Explanation(
            .serviceUnavailable, heading, text, advice: Text("Nothing was lost. Wait a few seconds and try again."))
        explanation.headers = [(.retryAfter, "5")]
        return explanation
    }
}
