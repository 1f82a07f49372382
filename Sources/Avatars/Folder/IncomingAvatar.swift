/// The files of a picture on their way in, one of each size. They remove themselves unless `AvatarFolder.keep` has
/// taken them.
public struct IncomingAvatar: Sendable {
    /// The smallest first.
    let files: [(size: AvatarSize, file: IncomingFile)]

    init(_ newFile: () throws -> IncomingFile) rethrows {
        files = try AvatarSize.allCases.map { ($0, try newFile()) }
    }

    func discard() {
        for (_, file) in files { file.discard() }
    }
}
