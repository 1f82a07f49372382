/// A message that the next page shows once, after something has been done.
///
/// The browser carries its name in a cookie of a minute's life; the words are ours.
enum Flash: String, Sendable {
    case signedUp, signedOut, nicknameSaved, pictureSaved, pictureRemoved, pictureDrawn, passwordChanged
    case sessionEnded, otherSessionsEnded, accountDeleted
    case signInConfirmed, signInDenied
    case passwordNeeded, twoFactorIsOn, twoFactorIsOff, twoFactorKeyExpired
    case passwordSet
    case personDisabled, personEnabled, personSignedOut, personPromoted, personDemoted, personTwoFactorRemoved
    case lastAdministrator, notAllowed

    var text: String {
        switch self {
        case .signedUp: "Your account is ready. Welcome."
        case .signedOut: "You have signed out."
        case .nicknameSaved: "Your nickname has been saved."
        case .pictureSaved: "Your new picture is in place."
        case .pictureRemoved: "Your picture has been removed."
        case .pictureDrawn: "Here is another picture."
        case .passwordChanged: "Your password has been changed, and every other session has been ended."
        case .sessionEnded: "That session has been ended."
        case .otherSessionsEnded: "You are now signed in on this device only."
        case .signInConfirmed: "Good. You will not be asked about that place again."
        case .signInDenied:
            "You are now signed in on this device only. Whoever signed in knows your password: change it now."
        case .accountDeleted: "Your account and everything in it have been deleted."
        case .passwordNeeded: "Please give your password first. The code has to follow within ten minutes."
        case .twoFactorIsOn: "Two-factor sign-in is on already."
        case .twoFactorIsOff: "Two-factor sign-in is off."
        case .twoFactorKeyExpired: "The key was not confirmed within an hour and has been thrown away. Begin again."
        case .passwordSet: "Your new password is set, and every session has ended. Sign in with it."
        case .personDisabled: "The account is disabled, and its sessions have ended."
        case .personEnabled: "The account is enabled."
        case .personSignedOut: "All sessions of the account have ended."
        case .personPromoted: "This person is an administrator now."
        case .personDemoted: "This person is a member now."
        case .personTwoFactorRemoved: "Two-factor sign-in is off for this account."
        case .lastAdministrator: "Nothing was changed: no other administrator could sign in."
        case .notAllowed: "Nothing was changed: you are not an administrator any more."
        }
    }

    var isWarning: Bool { [.accountDeleted, .signInDenied, .lastAdministrator, .notAllowed].contains(self) }
}

/// The cookie of the flash message.
struct Flashes: Sendable {
    let cookies: CookieNames

    func message(of request: Request) -> Flash? {
        request.cookie(cookies.flash).flatMap(Flash.init(rawValue:))
    }

    func cookie(for flash: Flash) -> Cookie {
        Cookie(name: cookies.flash, value: flash.rawValue, maxAge: 60)
    }

    var clearedCookie: Cookie {
        Cookie(name: cookies.flash, value: "", maxAge: 0)
    }
}

extension Response {
    /// `303` to a page that shows `flash` (post/redirect/get).
    static func done(_ flash: Flash, in flashes: Flashes, to path: SitePath<Void>) -> Response {
        done(flash, in: flashes, to: path.path)
    }

    static func done(_ flash: Flash, in flashes: Flashes, to path: String) -> Response {
        redirect(to: path).setting(flashes.cookie(for: flash))
    }
}
