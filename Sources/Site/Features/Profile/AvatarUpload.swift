import Avatars
import Foundation
import HTTP

/// Takes the file of the avatar form out of a multipart body and writes it to disk as it arrives.
struct AvatarUpload: Sendable {
    /// What is wrong with the file, for the person who sent it.
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

    /// Room for the boundary, the part's header and what else a browser may send along, in bytes.
    static let overhead = 16 * 1024

    let pictures: Pictures
    let maxUpload: Int

    /// - Throws: ``Problem``, or `HTTPError` for a body that is no multipart form.
    func receive(_ request: Request) async throws -> AvatarName {
        guard let boundary = MultipartBoundary(contentType: request.headers[.contentType] ?? "") else {
            throw HTTPError.unsupportedForm
        }
        var parser = MultipartParser(boundary: boundary)
        var file = Destination.none
        do {
            try await read(request.body, with: &parser, into: &file)
        } catch {
            // Now, and not when the last thread that has seen the file lets go of it.
            await pictures.discard(file.incoming)
            throw error
        }
        guard case .complete(let incoming) = file else { throw Problem.noFile }
        do {
            return try await pictures.make(from: incoming)
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
        } catch is MultipartError {
            throw HTTPError.malformed
        }
    }

    /// Where the current part's bytes go. An incoming file that is let go of deletes itself.
    private enum Destination {
        case none
        case file(IncomingFile)
        /// A part that nobody asked for.
        case dropped
        case complete(IncomingFile)

        var incoming: IncomingFile? {
            switch self {
            case .file(let file), .complete(let file): file
            case .none, .dropped: nil
            }
        }
    }

    private func handle(_ event: MultipartParser.Event, _ destination: inout Destination) async throws {
        switch (event, destination) {
        case (.partBegan(let header), .none) where header.name == "avatar" && header.filename?.isEmpty == false:
            destination = .file(try await pictures.newIncomingFile())
        case (.partBegan(let header), .complete) where header.name == "avatar":
            throw HTTPError.malformed
        case (.partBegan, .none):
            destination = .dropped
        case (.partData(let data), .file(let incoming)):
            guard incoming.length + data.count <= maxUpload else { throw Problem.tooLarge }
            try await pictures.append(data, to: incoming)
        case (.partEnded, .file(let incoming)):
            destination = .complete(incoming)
        case (.partEnded, .dropped):
            destination = .none
        default:
            break
        }
    }
}
