/// The files of a picture on their way in, one of each size. They remove themselves unless `AvatarFolder.keep` has
/// taken them.
public struct IncomingAvatar: Sendable {
    /// The smallest first.
    let files: [(size: AvatarSize, file: IncomingFile)]

    init(_ newFile: () throws -> IncomingFile) rethrows {
        files = try AvatarSize.allCases.map { ($0, try newFile()) }
    }

    func file(_ size: AvatarSize) -> IncomingFile {
        guard let entry = files.first(where: { $0.size == size }) else { preconditionFailure("every size has a file") }
        return entry.file
    }

    func discard() {
        for (_, file) in files { file.discard() }
    }
}
