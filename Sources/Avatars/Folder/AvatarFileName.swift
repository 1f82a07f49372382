/// The name of a file: that of its picture, a dash, the pixels of a side, and `.webp`.
public struct AvatarFileName: LosslessStringConvertible, Hashable, Sendable {
    /// What every file holds (RFC 9649).
    public static let mediaType = "image/webp"

    public let picture: AvatarName
    public let size: AvatarSize

    init(picture: AvatarName, size: AvatarSize) {
        self.picture = picture
        self.size = size
    }

    /// Nil for anything but a name written as `description` writes it.
    public init?(_ string: String) {
        guard let picture = AvatarName(String(string.prefix(48))),
            let file = picture.files.first(where: { $0.description.utf8.elementsEqual(string.utf8) })
        else { return nil }
        self = file
    }

    public var description: String {
        "\(picture)-\(size.side).webp"
    }
}
