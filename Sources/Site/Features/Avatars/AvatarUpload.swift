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
    func receive(_ request: Request) async throws -> AvatarName {
        guard let boundary = MultipartBoundary(contentType: request.headers[.contentType] ?? "") else {
            throw HTTPError.unsupportedForm
        }
        var parser = MultipartParser(boundary: boundary)
        var file = Destination.none
        do {
            try await read(request.body, with: &parser, into: &file)
        } catch {
            // Now, rather than with the last reference to the file.
            await avatars.media.discard(file.incoming)
            throw error
        }
        guard case .complete(let incoming) = file else { throw Problem.noFile }
        do {
            return try await avatars.make(from: incoming)
        } catch let rejection as ImageRejected {
            throw Problem.notAPicture(rejection)
        }
    }

    private func read(
        _ body: RequestBody, with parser: inout MultipartParser, into file: inout Destination
    ) async throws {
        do {
            while let chunk = try await body.next() {
                for event in try parser.consume(chunk) { try await handle(event, &file) }
            }
            try parser.finish()
        } catch is MalformedForm {
            throw HTTPError.malformed
        } catch is IncomingFile.TooLarge {
            throw Problem.tooLarge
        }
    }

    /// Where the current part's bytes go.
    private enum Destination {
        case none
        case file(IncomingFile)
        /// An unknown part, whose bytes are ignored.
        case ignored
        case complete(IncomingFile)

        var incoming: IncomingFile? {
            switch self {
            case .file(let file), .complete(let file): file
            case .none, .ignored: nil
            }
        }
    }

    private func handle(_ event: MultipartParser.Event, _ destination: inout Destination) async throws {
        switch (event, destination) {
        case (.partBegan(let header), .none) where header.name == "avatar" && header.filename?.isEmpty == false:
            destination = .file(try await avatars.media.newIncomingFile(limit: maxUpload))
        case (.partBegan(let header), .complete) where header.name == "avatar":
            throw HTTPError.malformed
        case (.partBegan, .none):
            destination = .ignored
        case (.partData(let data), .file(let incoming)):
            try await avatars.media.append(data, to: incoming)
        case (.partEnded, .file(let incoming)):
            destination = .complete(incoming)
        case (.partEnded, .ignored):
            destination = .none
        default:
            break
        }
    }
}
