import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MultipartHeaderTests {
    private static let disposition = #"Content-Disposition: form-data; name="a""#

    private func expectRefusal(_ headers: String, as defect: MalformedForm) {
        #expect(throws: defect) { try MultipartFixture.header(headers) }
    }

    @Test(arguments: [
        #"content-disposition:FORM-DATA;NAME="a""#, #"Content-Disposition: form-data; name=a"#,
        "Content-Disposition:\tform-data \t; name=\"a\" ", #"Content-Disposition: form-data; x="1"; name="a"; y=2"#,
        "X-Other: \u{FC}\r\nContent-Disposition: form-data; name=a\r\nContent-Length: 1",
        disposition,
    ])
    func `reads the name`(headers: String) throws {
        #expect(try MultipartFixture.header(headers) == PartHeader(name: "a", filename: nil, contentType: nil))
    }

    @Test func `reads the content type as sent`() throws {
        let header = try MultipartFixture.header(Self.disposition, "CONTENT-TYPE:  Text/Plain; charset=UTF-8 ")
        #expect(header.contentType == "Text/Plain; charset=UTF-8")
    }

    @Test(arguments: ["7bit", "8BIT", " binary "])
    func `takes a transfer encoding that changes nothing`(encoding: String) throws {
        #expect(try MultipartFixture.header(Self.disposition, "Content-Transfer-Encoding:" + encoding).name == "a")
    }

    @Test(arguments: ["base64", "quoted-printable", "x", "", "binary, base64"])
    func `refuses another transfer encoding`(encoding: String) {
        expectRefusal("\(Self.disposition)\r\nContent-Transfer-Encoding: \(encoding)", as: .transferEncoding)
    }

    @Test(arguments: ["multipart/mixed; boundary=c", "Multipart/form-data"])
    func `refuses a nested multipart`(type: String) {
        expectRefusal("\(Self.disposition)\r\nContent-Type: \(type)", as: .nestedMultipart)
    }

    @Test func `refuses a part without disposition`() {
        expectRefusal("Content-Type: text/plain", as: .missingDisposition)
        #expect(throws: MalformedForm.missingDisposition) {
            try MultipartFixture.parse(Data("--b\r\n\r\nx\r\n--b--".utf8))
        }
    }

    @Test(arguments: [
        "form-data", #"form-data; filename="a""#, #"form-data; name="""#, "form-data; x=name",
    ])
    func `refuses a part without name`(value: String) {
        expectRefusal("Content-Disposition: " + value, as: .missingName)
    }

    @Test(arguments: ["attachment; name=a", "file; name=a", "form-data-x; name=a", "form-data/x; name=a"])
    func `refuses another disposition`(value: String) {
        expectRefusal("Content-Disposition: " + value, as: .notFormData)
    }

    @Test(arguments: [
        "", "   ", "; name=a", "form-data;", "form-data; name", "form-data; name=", "form-data; name=a;",
        #"form-data; name="a"#,
        #"form-data; name="a"b"#, "form-data; name = a", "form-data name=a", "form-data; name=a b", "form-data; =a",
        #"form-data; name="a";; x=1"#, #"form-data; name="a", x=1"#, #"form-data; name=""#, #"form-data; name="a""b""#,
    ])
    func `refuses broken parameters`(value: String) {
        expectRefusal("Content-Disposition: " + value, as: .parameterSyntax)
    }

    @Test func `refuses a duplicate parameter`() {
        expectRefusal("Content-Disposition: form-data; name=a; Name=b", as: .duplicateParameter("name"))
        expectRefusal(
            "Content-Disposition: form-data; name=a; filename=b; filename=c", as: .duplicateParameter("filename"))
    }

    @Test(arguments: ["filename*", "name*", "filename*0", "filename*0*"])
    func `refuses an extended parameter`(name: String) {
        expectRefusal(
            "Content-Disposition: form-data; name=a; filename=b; \(name)=UTF-8''c", as: .extendedParameter(name))
    }

    @Test(arguments: [
        (disposition, "content-disposition"), ("Content-Type: a/b\r\ncontent-type: a/b", "content-type"),
        ("Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: 7bit", "content-transfer-encoding"),
    ])
    func `refuses a duplicate header`(headers: String, name: String) {
        expectRefusal("\(Self.disposition)\r\n\(headers)", as: .duplicateHeader(name))
    }

    @Test(arguments: [
        "X", "X Y: 1", ": 1", " X: 1", "X : 1", "\u{FC}: 1", "(X): 1", "X: 1\r\n folded", "X: 1\r\n\tfolded: 1",
        "Content-Type:", "Content-Type:  ",
    ])
    func `refuses a malformed line`(headers: String) {
        expectRefusal("\(Self.disposition)\r\n\(headers)", as: .headerSyntax)
    }

    @Test(arguments: ["X: a\rb", "X: a\nb", "X: a\n", "X: a\r\r", "\n", "\r\r"])
    func `refuses a bare line end`(headers: String) {
        expectRefusal("\(Self.disposition)\r\n\(headers)", as: .lineEnding)
    }

    @Test(arguments: ["\0", "\u{1}", "\u{1B}", "\u{7F}"])
    func `refuses a control character`(character: String) {
        expectRefusal("X: a\(character)b", as: .controlCharacter)
    }

    @Test(arguments: ["name=\"\u{1}\"", "name=\"a\"; filename=\"\u{1}\""])
    func `refuses text that is not UTF-8`(parameters: String) {
        var body = MultipartFixture.part(headers: "Content-Disposition: form-data; " + parameters)
        for position in body.indices where body[position] == 1 { body[position] = 0xFF }
        #expect(throws: MalformedForm.invalidText) { try MultipartFixture.parse(body) }
    }

    @Test func `refuses a content type that is not ASCII`() {
        expectRefusal("\(Self.disposition)\r\nContent-Type: t\u{FC}xt/plain", as: .invalidText)
    }
}
