import Accounts
import Avatars
import Foundation

/// What is done about pictures once, after the start and beside the requests.
struct PictureUpkeep: Sendable {
    /// Names that are looked up at once.
    static let batch = 500

    let pictures: Pictures
    let accounts: Accounts
    /// Files that are older are looked at: those of uploads that go on are not.
    let start: Date

    func run() async {
        do {
            try await replaceOriginals()
            try await removeOrphans()
        } catch is CancellationError {
            return
        } catch {
            pictures.log.error("could not look after the pictures", metadata: ["error": "\(error)"])
        }
    }

    /// Makes pictures of those that an earlier Roost kept as they were sent.
    private func replaceOriginals() async throws {
        guard let maker = pictures.maker else { return }
        for (person, name) in try await accounts.profiles.originalAvatars() {
            try Task.checkCancellation()
            let new = try await remade(name, by: maker)
            if try await accounts.profiles.replaceOriginalAvatar(of: person, name, with: new?.rawValue) {
                await pictures.remove(name)
            } else {
                await pictures.remove(new?.rawValue)
            }
        }
    }

    private func remade(_ name: String, by maker: AvatarMaker) async throws -> AvatarName? {
        guard let original = OriginalName(name) else { return nil }
        do {
            return try await maker.make(from: original)
        } catch is ImageRejected {
            return nil
        } catch let error as FileError where error.isMissing {
            return nil
        }
    }

    /// Removes the pictures that no account has: what a crash left between the file and its row.
    private func removeOrphans() async throws {
        let names = try await pictures.files.run { [pictures, start] in try pictures.folder.pictures(before: start) }
        var removed = 0
        var rest = Array(names)[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            for orphan in Set(batch).subtracting(try await accounts.profiles.avatars(among: batch)) {
                await pictures.remove(orphan)
                removed += 1
            }
        }
        if removed > 0 {
            pictures.log.notice("removed pictures that no account has", metadata: ["count": "\(removed)"])
        }
    }
}
