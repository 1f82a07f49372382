import Foundation
import PathKit
import Synchronization
import Testing
import WorkQueue

@testable import Media

/// Rows and files are kept in step.
struct AvatarReplacingTests {
    private struct Refused: Error {}

    private func withAvatars(
        reportFailedRemoval: @escaping @Sendable (String, any Error) -> Void = { _, _ in },
        _ body: (AvatarStore, MediaFolder) async throws -> Void
    ) async throws {
        let path = Path(NSTemporaryDirectory()) + "media-tests-\(UUID().uuidString)"
        defer { try? path.delete() }
        let folder = try MediaFolder(path: path)
        let store = MediaStore(folder, files: WorkQueue(label: "files", width: 1, depth: 10))
        try await body(AvatarStore(store, images: nil, reportFailedRemoval: reportFailedRemoval), folder)
    }

    @Test func `the files of the old avatar go after the row has changed`() async throws {
        try await withAvatars { avatars, folder in
            let (old, new) = (try folder.add(), try folder.add())
            try await avatars.replace(with: new) {
                let oldFile = try folder.read(old.file(.px48))
                #expect(oldFile != nil)
                return old.description
            }
            #expect(try folder.avatars(before: .distantFuture) == [new.description])
        }
    }

    @Test func `if the row cannot change, the new files go and the old ones stay`() async throws {
        try await withAvatars { avatars, folder in
            let (old, new) = (try folder.add(), try folder.add())
            await #expect(throws: Refused.self) { try await avatars.replace(with: new) { throw Refused() } }
            #expect(try folder.avatars(before: .distantFuture) == [old.description])
        }
    }

    @Test func `a removal that fails is reported and no error`() async throws {
        let reported = Mutex<[String]>([])
        let report = { @Sendable (name: String, _: any Error) in reported.withLock { $0.append(name) } }
        try await withAvatars(reportFailedRemoval: report) { avatars, folder in
            let old = try #require(AvatarName(String(repeating: "a", count: 48)))
            try folder.path(of: old.file(.px48)).mkpath()
            try await avatars.replace { old.description }
            #expect(reported.withLock(\.self) == [old.description])
        }
    }

    @Test func `an original that cannot be remade is taken from its person`() async throws {
        try await withAvatars { avatars, folder in
            // No program, but that is not even asked: the name is that of no file.
            try await avatars.remake("not-a-name") { new in
                #expect(new == nil)
                return true
            }
            await #expect(throws: AvatarStore.Unavailable.self) {
                try await avatars.remake(String(repeating: "a", count: 32) + ".png") { _ in true }
            }
        }
    }
}
