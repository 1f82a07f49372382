import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

/// Bodies as real clients send them.
@Suite struct MultipartClientTests {
    @Test func `reads Chromium's fields and file`() throws {
        let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        let body = MultipartFixture.body(
            "--" + boundary, #"Content-Disposition: form-data; name="csrf""#, "", "tok+en=",
            "--" + boundary, #"Content-Disposition: form-data; name="body""#, "", "one\r\ntwo",
            "--" + boundary, #"Content-Disposition: form-data; name="photo"; filename="Café %22hen%22.jpg""#,
            "Content-Type: image/jpeg", "", "\u{7F}\0\r\n\r\r\n--", "--" + boundary + "--")
        #expect(
            try MultipartFixture.parse(body, boundary: boundary) == [
                .began("csrf"), .text("tok+en="), .partEnded,
                .began("body"), .text("one\r\ntwo"), .partEnded,
                .began("photo", filename: "Café \"hen\".jpg", contentType: "image/jpeg"),
                .text("\u{7F}\0\r\n\r\r\n--"), .partEnded,
            ])
    }

    @Test(arguments: ["---------------------------735323031399963166993862150", "----geckoformboundary5ad4b1c2"])
    func `reads Firefox's unchosen file`(boundary: String) throws {
        let body = MultipartFixture.body(
            "--" + boundary, #"Content-Disposition: form-data; name="photo"; filename="""#,
            "Content-Type: application/octet-stream", "", "",
            "--" + boundary, #"Content-Disposition: form-data; name="alt""#, "", "",
            "--" + boundary + "--")
        #expect(
            try MultipartFixture.parse(body, boundary: boundary) == [
                .began("photo", filename: "", contentType: "application/octet-stream"), .partEnded,
                .began("alt"), .partEnded,
            ])
    }

    @Test func `reads curl's body`() throws {
        let boundary = "------------------------73af102e076f3fc8"
        let body = MultipartFixture.body(
            "--" + boundary, #"Content-Disposition: form-data; name="title""#, "", "Ü 1",
            "--" + boundary, #"Content-Disposition: form-data; name="photo"; filename="a%22b\c.txt""#,
            "Content-Type: text/plain", "", "hi\n", "--" + boundary + "--")
        #expect(
            try MultipartFixture.parse(body, boundary: boundary) == [
                .began("title"), .text("Ü 1"), .partEnded,
                .began("photo", filename: #"a"b\c.txt"#, contentType: "text/plain"), .text("hi\n"), .partEnded,
            ])
    }

    @Test func `reads curl's escaped quote and keeps backslashes`() throws {
        let header = try MultipartFixture.header(
            #"Content-Disposition: form-data; name="photo"; filename="a\"b\\c.txt""#)
        #expect(header.filename == #"a"b\\c.txt"#)
    }

    @Test func `reads an escaped quote at the end of a filename`() throws {
        let header = try MultipartFixture.header(#"Content-Disposition: form-data; name="p"; filename="a\"""#)
        #expect(header.filename == #"a""#)
    }

    @Test func `reads a browser's filename that ends in a backslash`() throws {
        let header = try MultipartFixture.header(#"Content-Disposition: form-data; name="p"; filename="C:\""#)
        #expect(header.filename == #"C:\"#)
    }

    @Test func `a name that ends in a backslash before a filename is refused not misread`() {
        #expect(throws: MalformedForm.parameterSyntax) {
            try MultipartFixture.header(#"Content-Disposition: form-data; name="a\"; filename="x.txt""#)
        }
    }

    @Test func `decodes only the three escapes of browsers`() throws {
        let header = try MultipartFixture.header(
            #"Content-Disposition: form-data; name="a%0D%0a%22b"; filename="100%25 %2e%2 %00 %"# + "\"")
        #expect(header.name == "a\r\n\"b")
        #expect(header.filename == "100%25 %2e%2 %00 %")
    }

    @Test func `reads several files of one control`() throws {
        let disposition = #"Content-Disposition: form-data; name="f"; filename="#
        let body = MultipartFixture.body(
            "--b", disposition + "1", "", "one", "--b", disposition + "2", "", "two", "--b--")
        #expect(
            try MultipartFixture.parse(body) == [
                .began("f", filename: "1"), .text("one"), .partEnded,
                .began("f", filename: "2"), .text("two"), .partEnded,
            ])
    }

    @Test func `reads a form without parts`() throws {
        #expect(try MultipartFixture.parse(MultipartFixture.body("--b--")).isEmpty)
    }
}
