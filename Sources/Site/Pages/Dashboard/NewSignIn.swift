import Accounts
import Foundation

/// A sign-in from where the account was never signed in to before, with the question whether that was the person.
struct NewSignIn: View {
    static let template = "new-sign-in.html"
    static var fields: [Field<Self>] {
        [
            .text("device", \.device),
            .text("address", \.address),
            .text("when", \.when),
            .text("whenISO", \.at.iso),
            .text("confirmPath", \.confirmPath),
            .text("denyPath", \.denyPath),
        ]
    }

    let device: String
    let address: String
    let when: String
    let at: Moment
    let confirmPath: String
    let denyPath: String

    init(_ activity: Activity, now: Date) {
        device = activity.device.name
        address = activity.device.address
        at = Moment(activity.at)
        when = at.relative(to: now)
        confirmPath = SitePath.confirmActivity.path(ActivityID(activity.id))
        denyPath = SitePath.denyActivity.path(ActivityID(activity.id))
    }
}
