import Accounts
import Conversation
import Foundation

struct OutgoingHooksView: View {
    static let template = "outgoing-hooks.html"
    static var fields: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("hooksPath") { paths.hooks($0.title.reference) },
            .text("outgoingPath") { paths.outgoingHooks($0.title.reference) },
            .text("secret", \.secret),
            .flag("canMake", \.canMake),
            .part("name", \.form.nameField),
            .part("address", \.form.addressField),
            .part("word", \.form.wordField),
            .parts("hooks", \.hooks),
        ]
    }

    let title: RoomTitle
    let hooks: [OutgoingWebhookRow]
    /// Nothing is posted in an archived room.
    let canMake: Bool
    /// Of a hook that was just made, which is shown once.
    var secret: String?
    var form = OutgoingWebhookForm()
}

/// An address that hears of messages, and what came of the last ones.
struct OutgoingWebhookRow: View {
    static let template = "outgoing-hook-row.html"
    static var fields: [Field<Self>] {
        [
            .text("name", \.hook.name),
            .text("address", \.hook.address),
            .text("word") { $0.hook.word.isEmpty ? nil : $0.hook.word },
            .text("maker") { Text(author: $0.hook.maker) },
            .text("disabled", \.disabled?.full),
            .text("disabledISO", \.disabled?.iso),
            .text("failures") { Text(failuresOfDisabledWebhook: $0.hook.failures) },
            .text("lastStatus") { $0.last?.status.map(String.init) },
            .text("lastProblem", \.last?.problem),
            .parts("log", \.log),
            .text("revokePath", \.revokePath),
            .text("enablePath", \.enablePath),
        ]
    }

    private let hook: OutgoingWebhook
    private let log: [HookAttemptRow]
    /// The newest attempt, which is not always one at the newest message.
    private let last: HookAttempt?
    private let disabled: Timestamp?
    private let revokePath: String
    private let enablePath: String?

    init(_ hook: OutgoingWebhook, _ log: [HookAttempt], in title: RoomTitle, zone: TimeZoneName?) {
        self.hook = hook
        self.log = log.compactMap { HookAttemptRow($0, in: title, zone: zone) }
        last = log.max { ($0.at ?? .distantPast) < ($1.at ?? .distantPast) }
        disabled = hook.disabledAt.map { Timestamp($0, in: zone) }
        revokePath = paths.revokeOutgoingHook(title.reference, HookID(hook.id))
        enablePath = hook.disabledAt == nil ? nil : paths.enableOutgoingHook(title.reference, HookID(hook.id))
    }
}

extension Text {
    /// Nil if the webhook is off for another reason: it may have failed a few times before.
    init?(failuresOfDisabledWebhook failures: Int) {
        guard failures >= OutgoingWebhookService.failureLimit else { return nil }
        self.init(verbatim: String(failures))
    }
}

/// What came of the last attempt at a delivery.
struct HookAttemptRow: View {
    static let template = "hook-attempt.html"
    static var fields: [Field<Self>] {
        [
            .text("number") { String($0.attempt.number) },
            .text("path", \.path),
            .text("time", \.time.full),
            .text("timeISO", \.time.iso),
            .text("status") { $0.attempt.status.map(String.init) },
            .text("problem", \.attempt.problem),
            .text("milliseconds") { String($0.attempt.milliseconds ?? 0) },
            .text("attempts") { Text($0.attempt.attempts, one: "1 attempt", other: "\($0.attempt.attempts) attempts") },
            .text("next", \.next?.full),
        ]
    }

    private let attempt: HookAttempt
    private let path: String
    private let time: Timestamp
    private let next: Timestamp?

    /// Nil for a delivery that was not attempted yet.
    init?(_ attempt: HookAttempt, in title: RoomTitle, zone: TimeZoneName?) {
        guard let at = attempt.at else { return nil }
        self.attempt = attempt
        path = paths.message(title.reference, MessageNumber(attempt.number))
        time = Timestamp(at, in: zone)
        next = attempt.dueAt.map { Timestamp($0, in: zone) }
    }
}
