/// A message that the next page shows once, after something has been done.
///
/// The browser keeps only its name, in a cookie that lives for a minute.
enum Flash: String, CaseIterable, Sendable {
    case signedUp, signedOut, nicknameSaved, preferencesSaved, pictureSaved, pictureRemoved, pictureDrawn,
        passwordChanged
    case sessionEnded, otherSessionsEnded, accountDeleted
    case signInConfirmed, signInDenied
    case passwordNeeded, twoFactorIsOn, twoFactorIsOff, twoFactorKeyExpired
    case passwordSet
    case personDisabled, personEnabled, personSignedOut, personPromoted, personDemoted, personTwoFactorRemoved
    case lastAdministrator, notAllowed
    case roomCreated, roomJoined, roomLeft, roomSaved, roomArchived, roomReopened, roomDeleted, levelSaved
    case memberAdded, memberRemoved, memberRoleSaved, nothingSince
    case personBlocked, personUnblocked, statusSaved, statusCleared, mentionsRead
    case reportKept, reportedMessageRemoved, authorWarned, authorRemoved, reportGone
    case messageEdited, messageDeleted, messagePinned, messageUnpinned, messageReported
    case sessionOver, notSaved, recoveryCodeUsed
    case invitationRevoked, tooManyInvitations
    case tokenRevoked, feedRevoked, hookRevoked, hookEnabled
    case privacySaved

    /// - Parameter count: the number that the message is about.
    fileprivate func text(_ count: Int) -> Text {
        switch self {
        case .signedUp: Text("Your account is ready. Welcome.")
        case .signedOut: Text("You have signed out.")
        case .nicknameSaved: Text("Your nickname has been saved.")
        case .preferencesSaved: Text("Your language and time zone have been saved.")
        case .pictureSaved: Text("Your new picture is in place.")
        case .pictureRemoved: Text("Your picture has been removed.")
        case .pictureDrawn: Text("Here is another picture.")
        case .passwordChanged: Text("Your password has been changed, and every other session has been ended.")
        case .sessionEnded: Text("That session has been ended.")
        case .otherSessionsEnded: Text("You are now signed in on this device only.")
        case .signInConfirmed: Text("Good. You will not be asked about that place again.")
        case .signInDenied:
            Text("You are now signed in on this device only. Whoever signed in knows your password: change it now.")
        case .accountDeleted: Text("Your account and everything in it have been deleted.")
        case .passwordNeeded: Text("Please give your password first. The code has to follow within ten minutes.")
        case .twoFactorIsOn: Text("Two-factor sign-in is on already.")
        case .twoFactorIsOff: Text("Two-factor sign-in is off.")
        case .twoFactorKeyExpired:
            Text("The key was not confirmed within an hour and has been thrown away. Begin again.")
        case .passwordSet: Text("Your new password is set, and every session has ended. Sign in with it.")
        case .personDisabled: Text("The account is disabled, and its sessions have ended.")
        case .personEnabled: Text("The account is enabled.")
        case .personSignedOut: Text("All sessions of the account have ended.")
        case .personPromoted: Text("This person is an administrator now.")
        case .personDemoted: Text("This person is a member now.")
        case .personTwoFactorRemoved: Text("Two-factor sign-in is off for this account.")
        case .lastAdministrator: Text("You are the only administrator who can sign in. Make somebody else one first.")
        case .notAllowed: Text("Nothing was changed: you are not an administrator any more.")
        case .roomCreated: Text("The room is ready. Add people, or say something.")
        case .roomJoined: Text("You have joined the room.")
        case .roomLeft: Text("You have left the room.")
        case .roomSaved: Text("The room's settings have been saved.")
        case .roomArchived: Text("The room is archived: it can be read, and nothing changes in it.")
        case .roomReopened: Text("The room is open for messages again.")
        case .roomDeleted: Text("The room and everything in it have been deleted.")
        case .levelSaved: Text("Saved.")
        case .memberAdded: Text("This person is in the room now.")
        case .memberRemoved: Text("This person is not in the room any more.")
        case .memberRoleSaved: Text("The role has been changed.")
        case .nothingSince: Text("Nothing was said on that day or later. Here is the newest.")
        case .messageEdited: Text("Your message has been changed.")
        case .messageDeleted: Text("The message has been deleted.")
        case .messagePinned: Text("The message is pinned.")
        case .messageUnpinned: Text("The message is not pinned any more.")
        case .personBlocked: Text("Blocked.")
        case .personUnblocked: Text("You have unblocked this person.")
        case .statusSaved: Text("Your status has been saved.")
        case .statusCleared: Text("Your status has been cleared.")
        case .mentionsRead: Text("What was shown is marked as read.")
        case .reportKept: Text("The message stays.")
        case .reportedMessageRemoved: Text("The message has been removed.")
        case .authorWarned: Text("The author finds a warning among their mentions.")
        case .authorRemoved: Text("The author is not in the room any more, and cannot join again.")
        case .reportGone: Text("Nothing was changed: the report is no longer there.")
        case .messageReported: Text("Thank you. The moderators will look at it.")
        case .tokenRevoked: Text("The token does not work any more.")
        case .feedRevoked: Text("Your feed is gone. Nobody can read it any more.")
        case .hookRevoked: Text("The webhook does not work any more.")
        case .hookEnabled: Text("The webhook receives messages again.")
        case .privacySaved: Text("Your privacy settings have been saved.")
        case .invitationRevoked: Text("The invitation does not work any more.")
        case .tooManyInvitations: .tooManyInvitations
        case .sessionOver: Text("You are signed out here: this session has ended, or was ended elsewhere.")
        case .notSaved:
            Text(
                """
                You are signed out here: this session has ended, or was ended elsewhere. What you sent was not saved.
                """)
        case .recoveryCodeUsed:
            Text(
                count, one: "That recovery code is used up. One is left: make new ones before you need them.",
                other: "That recovery code is used up. You have \(count) left.")
        }
    }

    var isWarning: Bool {
        [
            .accountDeleted, .signInDenied, .lastAdministrator, .notAllowed, .reportGone, .sessionOver, .notSaved,
            .recoveryCodeUsed, .tooManyInvitations,
        ].contains(self)
    }
}

/// A flash message with the number that it is about, if it is about one.
struct FlashMessage: Hashable, Sendable {
    let flash: Flash
    var count = 0

    var text: Text { flash.text(count) }

    /// As the cookie has it: "recoveryCodeUsed.9".
    fileprivate var encoded: String { count == 0 ? flash.rawValue : "\(flash.rawValue).\(count)" }

    fileprivate init?(encoded: String) {
        let parts = encoded.split(separator: ".", maxSplits: 1)
        guard let flash = parts.first.flatMap({ Flash(rawValue: String($0)) }) else { return nil }
        self.init(flash, count: parts.count == 2 ? Int(parts[1]).map { min(max($0, 0), 1000) } ?? 0 : 0)
    }

    init(_ flash: Flash, count: Int = 0) {
        (self.flash, self.count) = (flash, count)
    }
}

/// The cookie of the flash message.
struct Flashes: Sendable {
    let cookies: CookieNames

    func message(of request: Request) -> FlashMessage? {
        request.cookie(cookies.flash).flatMap(FlashMessage.init(encoded:))
    }

    func cookie(for flash: Flash, count: Int = 0) -> Cookie {
        Cookie(name: cookies.flash, value: FlashMessage(flash, count: count).encoded, maxAge: 60)
    }

    var clearedCookie: Cookie {
        Cookie(name: cookies.flash, value: "", maxAge: 0)
    }
}

extension Response {
    /// `303` to a page that shows `flash` (post/redirect/get).
    static func done(_ flash: Flash, in flashes: Flashes, to path: FixedPath) -> Response {
        done(flash, in: flashes, to: path())
    }

    static func done(_ flash: Flash, in flashes: Flashes, to path: String) -> Response {
        redirect(to: path).setting(flashes.cookie(for: flash))
    }
}
