import Accounts
import Foundation

/// An item of the list of what happened to an account.
struct ActivityRow: View {
    static let template = "activity-row.html"
    static var fields: [Field<Self>] {
        [
            .text("what", \.activity.kind.text),
            .text("when", \.when.text),
            .text("whenISO") { Moment($0.activity.at).iso },
            .text("device", \.activity.device.name),
            .text("address", \.activity.device.address),
            .flag("warning", \.activity.kind.isWarning),
        ]
    }

    private let activity: Activity
    private let when: Distance

    init(_ activity: Activity, now: Date) {
        self.activity = activity
        when = Moment(activity.at).distance(to: now)
    }
}

extension Activity.Kind {
    fileprivate var text: String {
        switch self {
        case .signedUp: "Account made"
        case .signedIn: "Signed in"
        case .signInFailed: "Wrong password at sign-in"
        case .signedOut: "Signed out"
        case .nicknameChanged: "Nickname changed"
        case .pictureChanged: "Picture changed"
        case .pictureRemoved: "Picture removed"
        case .passwordChanged: "Password changed"
        case .passwordProofFailed: "Wrong password at a change of the account"
        case .sessionEnded: "A session ended"
        case .otherSessionsEnded: "All other sessions ended"
        case .signInDenied: "A sign-in denied, all other sessions ended"
        case .exported: "Data exported"
        case .resetLinkMade: "Link for a new password made by an administrator"
        case .passwordReset: "Password set with a link"
        case .accountDisabled: "Account disabled by an administrator"
        case .accountEnabled: "Account enabled by an administrator"
        case .allSessionsEnded: "All sessions ended by an administrator"
        case .promoted: "Made an administrator"
        case .demoted: "Made a member"
        case .twoFactorRemoved: "Two-factor sign-in taken away by an administrator"
        case .codeNotGiven: "Right password at sign-in, but no code"
        case .codeFailed: "Wrong code at sign-in"
        case .recoveryCodeUsed: "Recovery code used"
        case .twoFactorEnabled: "Two-factor sign-in switched on"
        case .twoFactorDisabled: "Two-factor sign-in switched off"
        case .recoveryCodesReplaced: "New recovery codes made"
        }
    }

    fileprivate var isWarning: Bool {
        [.signInFailed, .passwordProofFailed, .codeFailed, .codeNotGiven].contains(self)
    }
}
