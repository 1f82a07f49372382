import Accounts
import Conversation
import Foundation

struct MessageDetailView: View {
    static let template = "message-detail.html"
    static var fields: [Field<Self>] { shown + actions }

    private static var shown: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("roomPath", \.title.path),
            .text("placePath") { $0.title.path(at: $0.detail.message.number) },
            .text("link", \.link),
            .parts("message", \.message),
            .parts("reactions", \.reactions),
            .parts("versions", \.versions),
            .problem("problem", \.problem),
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .part("composer") { $0.detail.canReply ? $0.composer : nil },
            .part("edit") { $0.detail.canEdit ? $0.edit : nil },
            .action("editPath", paths.editMessage),
            .part("emoji") { $0.detail.canReact ? $0.emoji : nil },
            .action("reactPath", paths.reactToMessage),
            .flag("canPin", \.detail.canPin),
            .flag("isPinned") { $0.detail.message.pinnedAt != nil },
            .action("pinPath", paths.pinMessage),
            .flag("canDelete", \.detail.canDelete),
            .action("deletePath", paths.deleteMessage),
            .part("report") { $0.detail.canReport ? $0.report : nil },
            .action("reportPath", paths.reportMessage),
        ]
    }

    fileprivate let detail: MessageDetail
    fileprivate let title: RoomTitle
    private let message: [MessageView]
    private var reactions: [WhoReactedView] { detail.message.reactions.map(WhoReactedView.init) }
    private let versions: [VersionView]
    private let link: String
    private let composer: Composer
    private var edit: TextArea
    private var emoji = FormField(name: "emoji", label: Text("Another emoji"), autocomplete: "off")
    private var report = FormField(
        name: "reason", label: Text("What is wrong with it?"),
        hint: Text("The moderators of the room and the administrators read this."), autocomplete: "off")
    /// A problem that belongs to no field.
    var problem: Text?

    init(
        _ detail: MessageDetail, _ title: RoomTitle, message: [MessageView], versions: [MessageVersion],
        publicURL: URL, zone: TimeZoneName?
    ) {
        self.detail = detail
        self.title = title
        self.message = message
        self.versions = versions.map { VersionView($0, zone: zone) }
        link = publicURL.origin + title.path(at: detail.message.number)
        composer = Composer(in: title, replyingTo: detail.message)
        // The composer's field is called body, too.
        edit = TextArea(name: "body", label: Text("Text"), value: detail.message.text, elementID: "text")
    }

    mutating func refuseEdit(_ text: String, _ error: Text) {
        (edit.value, edit.error) = (text, error)
    }

    mutating func refuseEmoji(_ text: String, _ error: Text) {
        (emoji.value, emoji.error) = (text, error)
    }

    mutating func refuseReport(_ text: String, _ error: Text) {
        (report.value, report.error) = (text, error)
    }
}

extension Field<MessageDetailView> {
    /// The path that the form of an action posts to.
    fileprivate static func action(_ name: String, _ path: SitePath<RoomReference, MessageNumber>) -> Field {
        .text(name) { path($0.title.reference, MessageNumber($0.detail.message.number)) }
    }
}

/// The people who chose a reaction.
struct WhoReactedView: View {
    static let template = "message-reaction.html"
    static var fields: [Field<Self>] {
        [
            .text("emoji", \.reaction.emoji.text),
            .text("names", \.reaction.names),
        ]
    }

    let reaction: Message.Reaction
}

/// A former text of a message, as moderators see it.
struct VersionView: View {
    static let template = "message-version.html"
    static var fields: [Field<Self>] {
        [
            .text("text", \.version.text),
            .text("when", \.writtenAt.full),
            .text("whenISO", \.writtenAt.iso),
        ]
    }

    private let version: MessageVersion
    private let writtenAt: Timestamp

    init(_ version: MessageVersion, zone: TimeZoneName?) {
        self.version = version
        writtenAt = Timestamp(version.writtenAt, in: zone)
    }
}
