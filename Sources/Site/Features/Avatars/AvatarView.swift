import Accounts
import Conversation
import Media

/// A person's avatar on a page.
struct AvatarView: View {
    /// The length of a side in CSS pixels.
    enum Side: Int {
        case small = 48
        case medium = 128

        fileprivate var file: AvatarSize {
            switch self {
            case .small: .px48
            case .medium: .px128
            }
        }
    }

    static let template = "avatar.html"
    static var fields: [Field<Self>] {
        [
            .text("source", \.source),
            .text("dense", \.dense),
            .text("description", \.description),
            .text("side") { String($0.side.rawValue) },
        ]
    }

    let source: String
    /// For screens of double density; nil for a generated one, which is sharp on all.
    let dense: String?
    let description: Text?
    let side: Side

    /// - Parameter description: the text alternative; nil where the person's name is next to it.
    init(of user: User, _ side: Side, description: Text? = nil) {
        self.init(user.avatar, seed: user.avatarSeed, side, description: description)
    }

    /// The avatar next to the person's name.
    init(of participant: Participant, _ side: Side) {
        self.init(participant.avatar, seed: participant.avatarSeed, side, description: nil)
    }

    private init(_ avatar: String?, seed: UInt64, _ side: Side, description: Text?) {
        let served = ServedAvatar(avatar, seed: seed, in: side.file)
        source = paths.avatarImage(served)
        dense = served.twin.map { paths.avatarImage($0) }
        self.description = description
        self.side = side
    }
}
