import Foundation
import HTTP
import PathKit
import TestSupport
import Testing
import WorkQueue

@testable import Media
@testable import Site
@testable import SiteTestSupport

/// Forms whose files go to the disk.
@Suite struct MultipartFilesTests {
    private func read(
        _ sizes: [Int], totalBytes: Int = .max, _ check: (MultipartForm) throws -> Void
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
                fileField: "file", files: 3, fileBytes: 1_000, totalBytes: totalBytes, readsOn: true)
            let form = try await MultipartForm.read(request, limits: limits, to: media)
            try check(form)
            await form.discard(from: media)
            #expect(try uploads.leftovers.isEmpty)
        }
    }

    @Test func `files are kept as far as all of them together have room, and the text is read all the same`()
        async throws
    {
        try await read([600, 600, 300], totalBytes: 1_000) { form in
            #expect(form.files.map { $0.content != nil } == [true, false, false])
            #expect(form.fileBytes == 1_500 && form[.body] == "Words")
        }
    }

    @Test func `nothing is written of somebody who may store nothing`() async throws {
        try await read([600], totalBytes: 0) { form in
            #expect(form.files.map { $0.content == nil } == [true])
            #expect(form.fileBytes == 600 && form[.body] == "Words")
        }
    }

    @Test func `a file that is too large leaves the others`() async throws {
        try await read([1_001, 600]) { form in
            #expect(form.files.map { $0.content != nil } == [false, true])
        }
    }
}
