import Foundation

/// A file that was checked, is as it will be served, and waits for its name.
public struct PreparedAttachment: Sendable {
    public let type: FileType
    /// Of a picture or a film's still, in pixels.
    public let width: Int?
    public let height: Int?
    public let bytes: Int
    public let sha256: Data
    let file: IncomingFile
    let thumbnail: IncomingFile?

    /// Removes the files. Does nothing to what has been kept.
    public func discard() {
        file.discard()
        thumbnail?.discard()
    }
}

/// Why a file is not accepted as an attachment. The fault is in the file.
public enum AttachmentRejected: Error, Hashable, Sendable {
    case empty
    /// It begins as a picture of a format that is made anew, but cannot be.
    case picture(ImageRejected)
    case infected(name: String)
    /// It could not be scanned, and no file is accepted unscanned.
    case notScanned
}
