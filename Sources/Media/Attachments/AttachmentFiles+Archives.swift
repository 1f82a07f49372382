import Foundation

extension AttachmentFiles {
    /// What a picture that was made here has at most, in bytes; archives may say anything.
    private static let pictureLimit = 16 << 20

    /// Takes a file back that was prepared before and has been in an archive since. Nothing is made anew: a picture must
    /// be WebP without metadata, of the size that ``prepare(_:)`` makes. Everything is known from the bytes alone.
    ///
    /// - Returns: nil, with the files gone, unless the file is as ``prepare(_:)`` makes them and has this checksum.
    /// - Throws: `FileError`.
    public func takeBack(
        _ file: IncomingFile, thumbnail: IncomingFile?, sha256: Data
    ) async throws -> PreparedAttachment? {
        let attachment = try await media.files.run { () throws -> PreparedAttachment? in
            let type = try FileType(of: ByteWindow(OpenFile.reading(file.path)).prefix(FileType.prefixLength))
            let hasImages =
                switch type.kind {
                case .picture: type == .webP && thumbnail != nil
                case .video: true
                case .audio, .download: thumbnail == nil
                }
            guard hasImages, file.length > 0 else { return nil }
            do {
                let whole = try type.kind == .picture ? Self.finish(file, side: Self.largestSide) : nil
                let small = try thumbnail.map { try Self.finish($0, side: Self.thumbnailSide) }
                try file.close()
                let attachment = PreparedAttachment(
                    type: type, width: (whole ?? small)?.width, height: (whole ?? small)?.height, bytes: file.length,
                    sha256: try OpenFile.reading(file.path).sha256(), file: file, thumbnail: thumbnail)
                return attachment.sha256 == sha256 ? attachment : nil
            } catch is ImageRejected {
                return nil
            }
        }
        if attachment == nil {
            await media.discard(file)
            await media.discard(thumbnail)
        }
        return attachment
    }

    private static func finish(_ file: IncomingFile, side: Int) throws -> ImageHeader {
        guard file.length <= pictureLimit else { throw ImageRejected.damaged }
        try file.finishImage { max($0, $1) <= side }
        var window = ByteWindow(try OpenFile.reading(file.path))
        return try ImageHeader.read(from: &window)
    }
}
