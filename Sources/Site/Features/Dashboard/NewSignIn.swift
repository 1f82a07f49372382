import Accounts
import Foundation

/// A sign-in from an unknown location or device, with the question whether that was the person.
struct NewSignIn: View {
    static let template = "new-sign-in.html"
    static var fields: [Field<Self>] {
        [
            .text("device", \.activity.device.name),
            .text("address", \.activity.device.address),
            .text("when", \.when.text),
            .text("whenISO") { Timestamp($0.activity.at).iso },
            .text("confirmPath") { paths.confirmActivity(ActivityID($0.activity.id)) },
            .text("denyPath") { paths.denyActivity(ActivityID($0.activity.id)) },
        ]
    }

    private let activity: Activity
    private let when: RelativeTime

    init(_ activity: Activity, now: Date) {
        self.activity = activity
        when = Timestamp(activity.at).relative(to: now)
    }
}
