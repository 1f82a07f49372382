import Accounts
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

    static let template = "picture.html"
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
        source = paths.avatarImage(ServedAvatar(of: user, in: side.file))
        let twin = side.file.twin.map { ServedAvatar(of: user, in: $0) }
        dense = twin.flatMap { $0.isUploaded ? paths.avatarImage($0) : nil }
        self.description = description
        self.side = side
    }
}
