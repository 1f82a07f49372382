import Accounts
import Foundation

/// An entry in the list of an account's activity.
struct ActivityRow: View {
    static let template = "activity-row.html"
    static var fields: [Field<Self>] {
        [
            .text("what", \.activity.kind.text),
            .text("others", \.others),
            .text("when", \.when.text),
            .text("whenISO") { Timestamp($0.activity.at).iso },
            .text("device") { $0.activity.device.isUndisclosed ? nil : $0.activity.device.name },
            .text("address", \.activity.device.address),
            .flag("warning", \.activity.kind.isWarning),
        ]
    }

    private let activity: Activity
    private let when: RelativeTime

    private var others: Text? {
        guard activity.others > 0 else { return nil }
        return Text(activity.others, one: "and once more that day", other: "and \(activity.others) more times that day")
    }

    init(_ activity: Activity, now: Date) {
        self.activity = activity
        when = Timestamp(activity.at).relative(to: now)
    }
}

extension Activity.Kind {
    fileprivate var text: Text {
        switch self {
        case .signedUp: Text("Account created")
        case .signedIn: Text("Signed in")
        case .signInFailed: Text("Wrong password at sign-in")
        case .signedOut: Text("Signed out")
        case .nicknameChanged: Text("Nickname changed")
        case .pictureChanged: Text("Picture changed")
        case .pictureRemoved: Text("Picture removed")
        case .passwordChanged: Text("Password changed")
        case .passwordConfirmationFailed: Text("Wrong password when changing the account")
        case .sessionEnded: Text("A session ended")
        case .otherSessionsEnded: Text("All other sessions ended")
        case .signInDenied: Text("A sign-in denied, all other sessions ended")
        case .exported: Text("Data exported")
        case .tokenMade: Text("Token for a program made")
        case .feedTokenMade: Text("Address of your feed made")
        case .refreshTokenReused: Text("An app's session ended, as its key was used twice")
        case .resetLinkMade: Text("Password link created by an administrator")
        case .passwordReset: Text("Password set with a link")
        case .accountDisabled: Text("Account disabled by an administrator")
        case .accountEnabled: Text("Account enabled by an administrator")
        case .allSessionsEnded: Text("All sessions ended by an administrator")
        case .promoted: Text("Role changed to administrator by an administrator")
        case .demoted: Text("Role changed to member by an administrator")
        case .twoFactorRemoved: Text("Two-factor sign-in turned off by an administrator")
        case .codeNotGiven: Text("Right password at sign-in, but no code")
        case .codeFailed: Text("Wrong code at sign-in")
        case .recoveryCodeUsed: Text("Recovery code used")
        case .twoFactorEnabled: Text("Two-factor sign-in switched on")
        case .twoFactorDisabled: Text("Two-factor sign-in switched off")
        case .recoveryCodesReplaced: Text("New recovery codes made")
        }
    }

    /// Activity that may be somebody else's, without the person's knowledge.
    fileprivate var isWarning: Bool {
        switch self {
        case .signInFailed, .passwordConfirmationFailed, .codeFailed, .codeNotGiven, .passwordReset, .twoFactorRemoved,
            .refreshTokenReused:
            true
        default: false
        }
    }
}
