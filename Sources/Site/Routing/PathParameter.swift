import Accounts
import Conversation
import Media

/// A value that stands in one segment of a path. `init` refuses every text that `description` would not produce, so
/// that each path has one spelling.
protocol PathParameter: LosslessStringConvertible, Sendable {
    /// For the description of the API.
    static var schema: Schema { get }
}

extension PathParameter {
    static var schema: Schema { .text() }
}

/// The number of a row, in decimal digits.
protocol RowID: PathParameter {
    var value: Int64 { get }
    init(_ value: Int64)
}

extension RowID {
    static var schema: Schema { .integer }

    init?(_ description: String) {
        guard let value = Int64(description), value > 0, String(value) == description else { return nil }
        self.init(value)
    }

    var description: String { String(value) }
}

struct SessionID: RowID {
    let value: Session.ID

    init(_ value: Session.ID) {
        self.value = value
    }
}

struct ActivityID: RowID {
    let value: Activity.ID

    init(_ value: Activity.ID) {
        self.value = value
    }
}

struct PersonID: RowID {
    let value: User.ID

    init(_ value: User.ID) {
        self.value = value
    }
}

struct ReportID: RowID {
    let value: Report.ID

    init(_ value: Report.ID) {
        self.value = value
    }
}

struct InvitationID: RowID {
    let value: Invitation.ID

    init(_ value: Invitation.ID) {
        self.value = value
    }
}

/// The secret of a link. It must never be logged.
struct LinkToken<Link>: PathParameter {
    let token: Token<Link>

    init(_ token: Token<Link>) {
        self.token = token
    }

    init?(_ description: String) {
        guard let token = Token<Link>(encoded: description) else { return nil }
        self.token = token
    }

    var description: String { token.encoded }
}

/// Of a link with which people make accounts.
typealias InvitationToken = LinkToken<Invitation>

/// Of the address for a person's feed reader.
typealias FeedReference = LinkToken<FeedToken>

/// Of a link for a new password.
typealias ResetToken = LinkToken<ResetLink>

/// The file name of an avatar that is served: an uploaded one in some size, or a generated one.
enum ServedAvatar: PathParameter {
    case uploaded(AvatarFile)
    case generated(GeneratedAvatar)

    init?(_ description: String) {
        if let file = AvatarFile(description) {
            self = .uploaded(file)
        } else if let avatar = GeneratedAvatar(description) {
            self = .generated(avatar)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .uploaded(let file): file.description
        case .generated(let avatar): avatar.description
        }
    }

    /// A person's avatar. One that is still kept as it was uploaded is not shown.
    ///
    /// - Parameters:
    ///   - avatar: the name of the uploaded one; nil for none.
    ///   - seed: what the generated one is made from.
    init(_ avatar: String?, seed: UInt64, in size: AvatarSize) {
        self =
            avatar.flatMap { AvatarName($0) }.map { .uploaded($0.file(size)) }
            ?? .generated(GeneratedAvatar(seed: seed))
    }

    init(of user: User, in size: AvatarSize) {
        self.init(user.avatar, seed: user.avatarSeed, in: size)
    }

    var isUploaded: Bool {
        if case .uploaded = self { true } else { false }
    }

    /// The same picture for screens of double density; nil for a generated one, which is sharp on all.
    var twin: ServedAvatar? {
        guard case .uploaded(let file) = self, let size = file.size.twin else { return nil }
        return .uploaded(file.avatar.file(size))
    }
}

/// The name of a file in `Static`, with or without its fingerprint.
struct AssetName: PathParameter {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
