import Foundation
import Instrumentation
import WorkQueue

/// Checks, keeps, opens and removes the files that belong to messages.
public struct AttachmentFiles: Sendable {
    /// The longest side of a picture as it is kept, in pixels.
    static let largestSide = 2560
    /// The longest side of a picture as pages show it, in pixels.
    public static let thumbnailSide = 640

    public let media: MediaStore
    private let images: ImageProcessor?
    private let films: FilmTool?
    private let scan: VirusScan?

    /// - Parameters:
    ///   - images: nil on a machine that lacks the program for it; then no pictures are accepted.
    ///   - films: nil on a machine that lacks the program for it; then films have no still.
    ///   - scan: nil for none.
    public init(_ media: MediaStore, images: ImageProcessor?, films: FilmTool? = nil, scan: VirusScan? = nil) {
        self.media = media
        self.images = images
        self.films = films
        self.scan = scan
    }

    // MARK: Reading

    /// Nil if there is no such file.
    public func open(_ file: AttachmentFile) async throws -> StoredFile? {
        try await media.open(file)
    }

    // MARK: Writing

    /// Checks an upload. Pictures are made anew as WebP, upright and without metadata; of an animation, the first frame.
    /// Everything else stays as it is. The upload is gone afterwards if this throws.
    ///
    /// - Parameter person: for whom; people take turns.
    /// - Throws: ``AttachmentRejected``, `ImageProcessor`'s errors except for `ImageRejected`,
    ///   `AvatarStore.Unavailable` for a picture where none can be made.
    public func prepare(_ upload: IncomingFile, for person: Int64) async throws -> PreparedAttachment {
        do {
            return try await prepareOrThrow(upload, for: person)
        } catch {
            await media.discard(upload)
            if let rejection = error as? ImageRejected { throw AttachmentRejected.picture(rejection) }
            throw error
        }
    }

    private func prepareOrThrow(_ upload: IncomingFile, for person: Int64) async throws -> PreparedAttachment {
        guard upload.length > 0 else { throw AttachmentRejected.empty }
        try await scan?.check(fileAt: upload.path)
        let type = try await media.files.run {
            try FileType(of: ByteWindow(OpenFile.reading(upload.path)).prefix(FileType.prefixLength))
        }
        switch type.kind {
        case .picture: return try await preparePicture(upload, for: person)
        case .video: return try await prepareFilm(upload, type, for: person)
        case .audio, .download:
            return try await finish(upload, type, thumbnail: nil, size: nil)
        }
    }

    private func preparePicture(_ upload: IncomingFile, for person: Int64) async throws -> PreparedAttachment {
        guard let images else { throw AvatarStore.Unavailable() }
        let (picture, thumbnail) = try await newFiles()
        return try await discarding([picture, thumbnail]) {
            try await images.process(fileAt: upload.path, for: person) { source in
                try await images.render(.fitting(side: Self.largestSide), of: source, to: picture)
                try await images.render(.fitting(side: Self.thumbnailSide), of: source, to: thumbnail)
            }
            await media.discard(upload)
            let header = try await finishImages(picture, thumbnail)
            return try await finish(picture, .webP, thumbnail: thumbnail, size: (header.width, header.height))
        }
    }

    /// A film of which no still can be made is accepted all the same: browsers play more than `ffmpeg` reads, and the
    /// other way round.
    private func prepareFilm(_ upload: IncomingFile, _ type: FileType, for person: Int64) async throws
        -> PreparedAttachment
    {
        guard let films, let images else { return try await finish(upload, type, thumbnail: nil, size: nil) }
        let (still, thumbnail) = try await newFiles()
        return try await discarding([still, thumbnail]) {
            var size: (Int, Int)?
            do {
                let film = try await media.files.run { try OpenFile.reading(upload.path) }
                let isMade = try await images.takingTurn(for: person) { limits, deadline in
                    try await films.makeStill(
                        of: film, fitting: Self.thumbnailSide, to: still, limits: limits, until: deadline)
                }
                if isMade {
                    try await images.process(fileAt: still.path, for: person) { source in
                        try await images.render(.fitting(side: Self.thumbnailSide), of: source, to: thumbnail)
                    }
                    let header = try await finishImages(thumbnail)
                    size = (header.width, header.height)
                }
            } catch is ImageRejected {
                size = nil
            }
            await media.discard(still)
            if size == nil { await media.discard(thumbnail) }
            return try await finish(upload, type, thumbnail: size == nil ? nil : thumbnail, size: size)
        }
    }

    private func newFiles() async throws -> (IncomingFile, IncomingFile) {
        try await media.files.run { [folder = media.folder] in
            (try folder.newIncomingFile(), try folder.newIncomingFile())
        }
    }

    private func discarding<Value: Sendable>(
        _ files: [IncomingFile], _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch {
            for file in files { await media.discard(file) }
            throw error
        }
    }

    /// Leaves only the images in files that a child process has made. Returns the header of the first.
    private func finishImages(_ files: IncomingFile...) async throws -> ImageHeader {
        try await media.files.run {
            for file in files { try file.finishImage { max($0, $1) <= Self.largestSide } }
            var window = ByteWindow(try OpenFile.reading(files[0].path))
            return try ImageHeader.read(from: &window)
        }
    }

    private func finish(
        _ file: IncomingFile, _ type: FileType, thumbnail: IncomingFile?, size: (width: Int, height: Int)?
    ) async throws -> PreparedAttachment {
        try await media.files.run {
            try file.close()
            return PreparedAttachment(
                type: type, width: size?.width, height: size?.height, bytes: file.length,
                sha256: try OpenFile.reading(file.path).sha256(), file: file, thumbnail: thumbnail)
        }
    }

    /// Gives attachments the names that their rows have. Afterwards they survive a power cut.
    ///
    /// - Throws: `FileError`; then none of the files is kept.
    public func keep(_ attachments: [(attachment: PreparedAttachment, id: Int64)]) async throws {
        let files = attachments.flatMap { attachment, id in
            let name = AttachmentName(id: id, sha256: attachment.sha256)
            return [(file: attachment.file, name: name.file(.whole))]
                + (attachment.thumbnail.map { [(file: $0, name: name.file(.thumbnail))] } ?? [])
        }
        try await media.files.run { [folder = media.folder] in try folder.keep(files) }
    }

    /// Removes files. It is no error if there are none.
    public func remove(_ names: [AttachmentName]) async throws {
        try await media.remove(names.flatMap(\.files))
    }

    /// Removes what was prepared but is not needed after all.
    public func discard(_ attachments: [PreparedAttachment]) async {
        for attachment in attachments {
            await media.discard(attachment.file)
            await media.discard(attachment.thumbnail)
        }
    }
}
