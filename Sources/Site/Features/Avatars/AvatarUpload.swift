import Accounts
import Foundation
import HTTP
import Media

/// Writes the file in the avatar form's multipart body to disk as it arrives, and makes an avatar of it.
struct AvatarUpload: Sendable {
    /// What is wrong with the file, to tell the person who sent it.
    enum Problem: Error, Hashable {
        case noFile, tooLarge
        case notAPicture(ImageRejected)

        func message(maxUpload: Int) -> Text {
            switch self {
            case .noFile: Text("Please choose a picture first.")
            case .tooLarge: Text("This picture is larger than \(ByteCount.text(maxUpload)).")
            case .notAPicture(let rejection): rejection.message
            }
        }
    }

    /// Room for the boundary, the part's header and other fields, in bytes.
    static let overhead = 16 * 1024

    let avatars: AvatarStore
    let maxUpload: Int

    /// - Throws: ``Problem``, or `HTTPError` if the body is not a multipart form.
    func receive(_ request: Request, from person: User.ID) async throws -> AvatarName {
        let form: MultipartForm
        do {
            form = try await MultipartForm.read(
                request, limits: MultipartForm.Limits(fileField: "avatar", fileBytes: maxUpload), to: avatars.media)
        } catch is IncomingFile.TooLarge {
            throw Problem.tooLarge
        } catch HTTPError.tooLarge {
            throw Problem.tooLarge
        }
        guard !form.hasMoreFiles else {
            await form.discard(from: avatars.media)
            throw HTTPError.malformed
        }
        guard let file = form.files.first?.content else { throw Problem.noFile }
        do {
            return try await avatars.make(from: file, for: person)
        } catch let rejection as ImageRejected {
            throw Problem.notAPicture(rejection)
        }
    }
}
