import Accounts
import Avatars

/// A person's picture on a page.
struct Picture: View {
    /// In CSS pixels, of a side.
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
    /// For screens of double density; nil for a drawing, which is sharp on all.
    let dense: String?
    let description: Text?
    let side: Side

    /// - Parameter description: what the picture says to whoever does not see it; nil where the name stands beside it.
    init(of user: User, _ side: Side, description: Text? = nil) {
        source = paths.picture(PictureName(of: user, in: side.file))
        dense = side.file.twin.flatMap { twin in
            PictureName(of: user, in: twin).isUploaded ? paths.picture(PictureName(of: user, in: twin)) : nil
        }
        self.description = description
        self.side = side
    }
}
