import Accounts
import Conversation
import Foundation

struct HooksView: View {
    static let template = "hooks.html"
    static var fields: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("roomPath", \.title.path),
            .text("hooksPath") { paths.hooks($0.title.reference) },
            .text("outgoingPath") { paths.outgoingHooks($0.title.reference) },
            .text("made", \.made),
            .flag("canMake", \.canMake),
            .part("name", \.name),
            .parts("hooks", \.hooks),
        ]
    }

    let title: RoomTitle
    let hooks: [HookRow]
    /// Nothing is posted in an archived room.
    let canMake: Bool
    /// The address of one that was just made, which is shown once.
    var made: String?
    var name = FormField.hookName()
}

/// An address that works.
struct HookRow: View {
    static let template = "hook-row.html"
    static var fields: [Field<Self>] {
        [
            .text("name", \.hook.name),
            .text("maker") { Text(author: $0.hook.maker) },
            .text("made", \.made.day),
            .text("madeISO", \.made.isoDay),
            .text("used", \.used?.text),
            .text("revokePath", \.revokePath),
        ]
    }

    private let hook: IncomingWebhook
    private let made: Timestamp
    private let used: RelativeTime?
    private let revokePath: String

    init(_ hook: IncomingWebhook, in title: RoomTitle, zone: TimeZoneName?, now: Date) {
        self.hook = hook
        made = Timestamp(hook.createdAt, in: zone)
        used = hook.lastUsedAt.map { Timestamp($0).relative(to: now) }
        revokePath = paths.revokeHook(title.reference, PersonID(hook.id))
    }
}

extension FormField {
    static func hookName(_ value: String = "", error: Text? = nil) -> FormField {
        FormField(
            name: TextField.name.rawValue, label: Text("What posts here"), value: value, error: error,
            autocomplete: "off")
    }
}
