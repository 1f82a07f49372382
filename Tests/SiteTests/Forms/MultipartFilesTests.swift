import Foundation
import HTTP
import PathKit
import TestSupport
import Testing
import WorkQueue

@testable import Conversation
@testable import Media
@testable import Site
@testable import SiteTestSupport

/// Forms whose files go to the disk.
@Suite struct MultipartFilesTests {
    private func read(
        _ sizes: [Int], room: Result<Int, AttachmentService.Refusal> = .success(.max),
        _ check: (MultipartForm) throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let uploads = try MediaFolder(path: Path(folder.path()) + "uploads")
            let media = MediaStore(uploads, files: WorkQueue(label: "files", width: 1, depth: 10))
            let files = sizes.map { size in
                """
                --b\r\nContent-Disposition: form-data; name="file"; filename="\(size).txt"\r\n\r\n\
                \(String(repeating: "x", count: size))\r\n
                """
            }
            let text = "--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nWords\r\n--b--\r\n"
            let incoming = IncomingRequest(
                method: .post, path: "/", fields: RequestFields([(.contentType, "multipart/form-data; boundary=b")]),
                body: .bytes(Data((files.joined() + text).utf8)))
            let route = Route(.post, "/" as FixedPath, .open, bodyLimit: 100_000) { _ in .done }
            let request = Request(
                incoming, match: .found(route, { _ in .done }), trustedProxies: [])
            let limits = MultipartForm.Limits(
                fileField: "file", files: 3, fileBytes: 1_000,
                reserve: {
                    let bytes = try room.get()
                    return UploadReservations().reserve(bytes, for: 1, own: bytes, all: bytes)
                }, readsOn: true)
            let form = try await MultipartForm.read(request, limits: limits, to: media)
            try check(form)
            await form.discard(from: media)
            #expect(try uploads.leftovers.isEmpty)
        }
    }

    @Test func `files are kept as far as all together have room, and the text is read all the same`() async throws {
        try await read([600, 600, 300], room: .success(1_000)) { form in
            #expect(form.files.map { $0.content != nil } == [true, false, false])
            #expect(form.excess.map { $0 > 1_000 } == true && form[.body] == "Words")
        }
    }

    @Test func `a file that is too large by itself takes no room from the others`() async throws {
        try await read([1_001, 900], room: .success(1_000)) { form in
            #expect(form.files.map { $0.content != nil } == [false, true])
            #expect(form.excess == nil)
        }
    }

    @Test func `of somebody who may not post nothing is written, and the reason is kept`() async throws {
        try await read([600], room: .failure(.siteFull)) { form in
            #expect(form.files.map { $0.content == nil } == [true] && form[.body] == "Words")
            #expect(form.refusal as? AttachmentService.Refusal == .siteFull)
        }
    }

    @Test func `nobody is asked for room when there is no file`() async throws {
        try await read([], room: .failure(.siteFull)) { form in
            #expect(form.refusal == nil && form[.body] == "Words")
        }
    }
}
