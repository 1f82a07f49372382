import Foundation
import Instrumentation
import WorkQueue

/// Makes, serves and removes people's avatars.
public struct AvatarStore: Sendable {
    /// This machine lacks the program that makes images.
    public struct Unavailable: Error {
        public init() {}
    }

    public let media: MediaStore
    private let images: ImageProcessor?
    private let reportFailedRemoval: @Sendable (_ avatar: String, any Error) -> Void
    /// Newer files may belong to uploads that are not complete. Files have the machine's time, so this is not the clock
    /// of the site.
    private let opened = Date()

    /// - Parameters:
    ///   - images: nil on a machine that lacks the program for it; then avatars cannot be uploaded.
    ///   - reportFailedRemoval: is told of an avatar whose files could not be removed.
    public init(
        _ media: MediaStore, images: ImageProcessor?,
        reportFailedRemoval: @escaping @Sendable (_ avatar: String, any Error) -> Void
    ) {
        self.media = media
        self.images = images
        self.reportFailedRemoval = reportFailedRemoval
    }

    /// Whether avatars can be uploaded.
    public var acceptsUploads: Bool { images != nil }

    /// How the making of avatars goes; nil where none can be made.
    public var imageMetrics: QueueMetrics? { images?.metrics }

    public func read(_ file: AvatarFile) async throws -> Data? {
        try await media.read(file)
    }

    /// Gives a person another avatar, or none. The one place that keeps rows and files in step.
    ///
    /// The files of the new avatar exist already. The row changes first and the files of the old one go afterwards: files
    /// without a row are removed when the site starts, whereas a row without files would show a broken image.
    ///
    /// - Parameters:
    ///   - avatar: the new one; nil for none. It is removed if `updateRow` throws.
    ///   - updateRow: changes the row, and returns the name of the avatar that no row has any longer, if any.
    public func replace(
        with avatar: AvatarName? = nil, updateRow: () async throws -> String?
    ) async throws {
        do {
            await remove(try await updateRow())
        } catch {
            await remove(avatar?.description)
            throw error
        }
    }

    /// Removes the files of an avatar that no row has. If that fails, they go when the site starts.
    private func remove(_ name: String?) async {
        guard let name else { return }
        do {
            if let avatar = AvatarName(name) {
                try await media.remove(avatar.files)
            } else if let original = OriginalAvatar(name) {
                try await media.remove([original])
            }
        } catch {
            reportFailedRemoval(name, error)
        }
    }
}

extension AvatarStore {
    /// Decodes an upload, turns it upright, crops it to a square and keeps it as WebP in every size, without metadata; of
    /// an animation, the first frame. The upload is gone afterwards, even if this throws.
    ///
    /// - Parameter person: for whom; people take turns.
    /// - Throws: ``Unavailable``, `ImageRejected` if the file is at fault, `WorkQueue.Full` if too many uploads wait,
    ///   `FileError` if the disk is at fault.
    public func make(from upload: IncomingFile, for person: Int64) async throws -> AvatarName {
        do {
            let avatar = try await make(fromFileAt: upload.path, for: person)
            await media.discard(upload)
            return avatar
        } catch {
            await media.discard(upload)
            throw error
        }
    }

    /// As `make(from:)`, from an avatar that was kept as it was uploaded. That file stays.
    func make(from original: OriginalAvatar) async throws -> AvatarName {
        try await make(fromFileAt: media.folder.path(of: original).string, for: nil)
    }

    private func make(fromFileAt path: String, for person: Int64?) async throws -> AvatarName {
        guard let images else { throw Unavailable() }
        let (folder, files) = (media.folder, media.files)
        return try await images.process(fileAt: path, for: person) { upload in
            let (square, avatar) = try await files.run {
                (try folder.newIncomingFile(), try folder.newIncomingAvatar())
            }
            // Cropped before it is enlarged. Otherwise a line of pixels would become a huge image first.
            let side = min(upload.header.width, upload.header.height, AvatarSize.largest.side)
            try await images.render(.square(side: side), of: upload, to: square)
            let source = ImageProcessor.Source(
                header: upload.header, file: try await files.run { try OpenFile.reading(square.path) },
                deadline: upload.deadline)
            for (size, file) in avatar {
                try await images.render(.scaledSquare(side: size.side), of: source, to: file)
            }
            return try await files.run {
                square.discard()
                var generator = SystemRandomNumberGenerator()
                return try folder.keep(avatar, using: &generator)
            }
        }
    }
}

extension AvatarStore {
    /// The most names that are looked up at once.
    static let batch = 500

    /// Removes the avatars that no row has: what a crash leaves behind between the files and the row.
    ///
    /// - Parameters:
    ///   - date: what was last changed before this stays.
    ///   - used: those of the names that a row has.
    /// - Returns: the number of avatars removed.
    public func removeUnused(
        since date: Date, _ used: (_ names: Set<String>) async throws -> Set<String>
    ) async throws -> Int {
        let stored = try await media.files.run { [media, opened] in
            try media.folder.avatars(since: date, before: opened)
        }
        var names = Array(stored)[...]
        var removed = 0
        while !names.isEmpty {
            try Task.checkCancellation()
            let batch = Set(names.prefix(Self.batch))
            names = names.dropFirst(Self.batch)
            for unused in batch.subtracting(try await used(batch)) {
                await remove(unused)
                removed += 1
            }
        }
        return removed
    }

    /// Makes an avatar of one that an earlier version kept as it was uploaded.
    ///
    /// - Parameter updateRow: puts the new name, nil if none can be made, into the row that has the old one. Returns
    ///   whether a row still had that.
    public func remake(_ name: String, updateRow: (AvatarName?) async throws -> Bool) async throws {
        var new: AvatarName?
        if let original = OriginalAvatar(name) {
            do {
                new = try await make(from: original)
            } catch is ImageRejected {
                // Nothing can be made of it.
            } catch let error as FileError where error.isMissing {
                // Nor of a file that is gone.
            }
        }
        let avatar = new
        try await replace(with: avatar) { try await updateRow(avatar) ? name : avatar?.description }
    }
}
