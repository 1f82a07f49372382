import HTTP

extension HTTPError: PublicError {
    var details: ProblemDetails {
        switch self {
        case .malformed, .interrupted: .malformed
        case .crossOrigin: .crossOrigin
        case .unencrypted: .unencrypted
        case .signedOut(let losesForm, let text, let next): .signedOut(losesForm: losesForm, text, next)
        case .notFound: .notFound
        case .methodNotAllowed(let allowed): .methodNotAllowed(allowed)
        case .tooSlow: .tooSlow
        case .tooLarge(let limit): .tooLarge(limit: limit)
        case .unsupportedForm: .unsupportedForm
        case .unsupportedCoding: .unsupportedCoding
        case .targetTooLong: .targetTooLong
        case .headTooLarge: .headTooLarge
        case .unmetExpectation: .unmetExpectation
        case .unsupportedVersion: .unsupportedVersion
        case .misdirected(let origin): .misdirected(origin)
        case .preconditionFailed: .preconditionFailed
        case .upgradeRequired: .upgradeRequired
        case .tooManyUploads: .tooManyUploads
        case .overloaded: .busy
        }
    }
}

extension ProblemDetails {
    fileprivate static let malformed = ProblemDetails(
        .badRequest, Text("That could not be read"), Text("What was sent is not a form as browsers send it."),
        advice: Text("Go back, reload the page and send the form again."))
    fileprivate static let crossOrigin = ProblemDetails(
        .forbidden, Text("This came from another site"),
        Text(
            "Your browser says that the form was sent from a page that is not part of this site, so nothing was changed."
        ),
        advice: Text(
            """
            Open the page here and send the form from it. If it was this site's own form, its address in your browser \
            and the one the operator set as public address may differ.
            """))
    fileprivate static let unencrypted = ProblemDetails(
        .forbidden, Text("This came unencrypted"),
        Text("What you sent could be read on its way here, so nothing was changed."),
        advice: Text("Open the site again by its https address. If you sent a password, change it there."))
    fileprivate static func signedOut(losesForm: Bool, _ text: String?, _ next: LocalPath?) -> ProblemDetails {
        var details = ProblemDetails(
            .forbidden, Text("You are signed out"),
            losesForm ? Text("What you wrote was not sent.") : Text("Sign in to see the messages again."),
            code: ErrorView.signedOut)
        details.next = next
        if let text {
            details.unsentText = text
            details.advice = Text("Copy it before you sign in:")
        }
        return details
    }
    static let notFound = ProblemDetails(
        .notFound, Text("Page not found"), Text("The address may be mistyped, or what was here may be gone."))
    fileprivate static let tooSlow = ProblemDetails(
        .requestTimeout, Text("That took too long"), Text("What you sent did not arrive in time."),
        advice: Text("Try again, perhaps over a faster connection or with a smaller file."))
    fileprivate static var tooManyUploads: ProblemDetails {
        var details = ProblemDetails(
            .tooManyRequests, Text("You are sending too much at once"),
            Text("\(UploadPlaces.perPerson) large files of yours are still on their way."),
            advice: Text("Go back, and send this one when another has arrived."))
        details.headers = [(.retryAfter, "10")]
        return details
    }
    fileprivate static let unsupportedForm = ProblemDetails(
        .unsupportedMediaType, Text("That could not be read"),
        Text("The form was sent in a format that this page does not take."))
    /// Says what would be taken instead (RFC 9110, 15.5.16).
    fileprivate static var unsupportedCoding: ProblemDetails {
        var details = ProblemDetails(
            .unsupportedMediaType, Text("That could not be read"), Text("This site takes nothing compressed."))
        details.headers = [(.acceptEncoding, "identity")]
        return details
    }
    fileprivate static let targetTooLong = ProblemDetails(
        .uriTooLong, Text("That address is too long"),
        Text("No page of this site has an address like it."))
    fileprivate static let headTooLarge = ProblemDetails(
        .headerFieldsTooLarge, Text("Your browser sent too much"),
        Text("It sends more cookies or other details along than this site reads."),
        advice: Text("Delete this site's cookies in your browser, and try again."))
    fileprivate static let unmetExpectation = ProblemDetails(
        .expectationFailed, Text("Expectation not supported"),
        Text("The request expects what this site does not do."))
    fileprivate static let unsupportedVersion = ProblemDetails(
        .httpVersionNotSupported, Text("HTTP version not supported"),
        Text("This site speaks HTTP/1.1; a proxy in front of it may speak others."))
    fileprivate static let preconditionFailed = ProblemDetails(
        .preconditionFailed, Text("Changed in the meantime"),
        Text("The request asks for another version than the one that is here."))
    /// For a request that asks for nothing that is here (RFC 9110, 15.5.22; RFC 6455, 4.4).
    fileprivate static var upgradeRequired: ProblemDetails {
        var details = ProblemDetails(
            .upgradeRequired, Text("This address is for programs"), Text("It speaks WebSocket (RFC 6455)."))
        details.headers = [
            (.upgrade, "websocket"), (.connection, "Upgrade"), (.secWebSocketVersion, WebSocketHandshake.version),
        ]
        return details
    }
    fileprivate static func misdirected(_ origin: String) -> ProblemDetails {
        ProblemDetails(
            .misdirectedRequest, Text("This is another site"),
            Text("The request was sent here, but names a site that this one is not."),
            advice: Text("The address of this site is \(origin)."))
    }

    fileprivate static func tooLarge(limit: Int) -> ProblemDetails {
        ProblemDetails(
            .contentTooLarge, Text("That is too large"), Text("This page takes at most \(ByteCount.text(limit))."),
            advice: Text("Go back and choose something smaller."))
    }

    fileprivate static func methodNotAllowed(_ allowed: [String]) -> ProblemDetails {
        var details = ProblemDetails(
            .methodNotAllowed, Text("This address cannot be used like that"),
            Text("It exists, but takes other requests only."))
        details.headers = [(.allow, allowed.joined(separator: ", "))]
        return details
    }
}
