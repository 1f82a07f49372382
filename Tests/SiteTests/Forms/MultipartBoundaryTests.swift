import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MultipartBoundaryTests {
    private func delimiter(_ contentType: String) -> String? {
        MultipartBoundary(contentType: contentType).map { String(decoding: $0.delimiter, as: UTF8.self) }
    }

    @Test(arguments: [
        (
            "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
            "----WebKitFormBoundary7MA4YWxkTrZu0gW"
        ),
        ("multipart/form-data; boundary=----geckoformboundary5ad4", "----geckoformboundary5ad4"),
        (
            "multipart/form-data; boundary=------------------------73af102e076f3fc8",
            "------------------------73af102e076f3fc8"
        ),
        ("Multipart/Form-Data;BOUNDARY=x", "x"),
        ("multipart/form-data ; charset=utf-8 ; boundary=x", "x"),
        (" multipart/form-data;\tboundary=x ", "x"),
        ("multipart/form-data; boundary=\"a b:(c)=?/,'\"", "a b:(c)=?/,'"),
    ])
    func `reads the boundary`(contentType: String, boundary: String) {
        #expect(delimiter(contentType) == "\r\n--" + boundary)
    }

    @Test(arguments: [
        "", " ", ";", "multipart", "multipart/mixed; boundary=x", "multipart/form-data-x; boundary=x",
        "application/x-www-form-urlencoded", "multipart/form-data, multipart/form-data; boundary=x",
        "multipart /form-data; boundary=x",
    ])
    func `refuses another media type`(contentType: String) {
        #expect(MultipartBoundary(contentType: contentType) == nil)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data;", "multipart/form-data; boundary",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; charset=utf-8", "multipart/form-data boundary=x",
    ])
    func `refuses a missing boundary`(contentType: String) {
        #expect(MultipartBoundary(contentType: contentType) == nil)
    }

    @Test(arguments: ["boundary=x; boundary=x", "boundary=x; BOUNDARY=y", "boundary=x; a=1; a=2"])
    func `refuses a duplicate parameter`(parameters: String) {
        #expect(MultipartBoundary(contentType: "multipart/form-data; " + parameters) == nil)
    }

    @Test(arguments: [
        "boundary=\"x", "boundary=\"x\"y", "boundary=x y", "boundary = x", "boundary=x;", "boundary=x;;a=b",
        "boundary=x,y",
        "boundary=\"x\\\"", "boundary=a=b",
    ])
    func `refuses broken syntax`(parameters: String) {
        #expect(MultipartBoundary(contentType: "multipart/form-data; " + parameters) == nil)
    }

    @Test(arguments: ["x ", " ", "x\ty", "x\r\ny", "ü", "x;y", "x\\\"y", "x%y", "x*y", "x\0y"])
    func `refuses what is no boundary character`(boundary: String) {
        #expect(MultipartBoundary(contentType: "multipart/form-data; boundary=\"\(boundary)\"") == nil)
    }

    @Test(arguments: ["*", "%", "{", "~", "!", "#"])
    func `refuses token characters that no boundary may hold`(boundary: String) {
        #expect(MultipartBoundary(contentType: "multipart/form-data; boundary=\(boundary)") == nil)
    }

    @Test func `takes seventy bytes and no more`() {
        let longest = String(repeating: "x", count: 70)
        #expect(delimiter("multipart/form-data; boundary=" + longest) == "\r\n--" + longest)
        #expect(delimiter("multipart/form-data; boundary=x" + longest) == nil)
    }
}
