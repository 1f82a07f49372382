import Foundation
import Testing

@testable import HTTP

@Suite struct ResponseHeadTests {
    private func head(_ response: OutgoingResponse, connection: String? = nil) -> String {
        String(decoding: response.head(connection: connection), as: UTF8.self)
    }

    @Test func `a head has a status line, the fields, the body's length and an empty line`() {
        var response = OutgoingResponse(status: .seeOther, body: .bytes(Data("abc".utf8)))
        response.fields[.location] = "/login"
        #expect(head(response) == "HTTP/1.1 303 See Other\r\nLocation: /login\r\nContent-Length: 3\r\n\r\n")
    }

    @Test func `what it says of the connection stands in it once`() {
        let response = OutgoingResponse(status: .ok)
        #expect(head(response, connection: "close").components(separatedBy: "Connection: close\r\n").count == 2)
    }

    @Test func `a body that is omitted keeps its length, if it has one`() {
        let response = OutgoingResponse(status: .ok, body: .bytes(Data(count: 12)).omitted)
        #expect(head(response) == "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n")
        let stream = OutgoingResponse(status: .ok, body: .stream(ResponseStream { _ in }).omitted)
        #expect(head(stream) == "HTTP/1.1 200 OK\r\n\r\n")
    }

    @Test func `a body in chunks has no length`() {
        let response = OutgoingResponse(status: .ok, body: .stream(ResponseStream { _ in }))
        let text = String(decoding: response.head(connection: nil, isChunked: true), as: UTF8.self)
        #expect(text == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    }

    @Test func `defaults are sent but for those that the response has itself`() {
        let own = FieldName("X-Own")
        let defaults = DefaultFields([(.cacheControl, "no-store"), (.vary, "Cookie"), (own, "default")])
        var response = OutgoingResponse(status: .ok, defaults: defaults)
        #expect(head(response).hasSuffix("Cache-Control: no-store\r\nVary: Cookie\r\nX-Own: default\r\n\r\n"))
        response.fields[.cacheControl] = "private"
        response.fields[FieldName("x-own")] = "mine"
        #expect(
            head(response)
                == "HTTP/1.1 200 OK\r\nCache-Control: private\r\nx-own: mine\r\nContent-Length: 0\r\nVary: Cookie\r\n\r\n"
        )
        #expect(response.allFields.map(\.value) == ["private", "mine", "Cookie"])
    }

    @Test(arguments: ["a\r\nSet-Cookie: b=c", "a\nb", "a\rb", "a\0b", "a\u{7F}b"])
    func `no value can end its line`(value: String) {
        let response = OutgoingResponse(
            status: .ok, fields: [.location: value], defaults: DefaultFields([(.vary, value)]))
        let lines = head(response).components(separatedBy: "\r\n")
        #expect(lines.count == 6 && !head(response).contains("\0"))
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
    }

    @Test func `a response without content has no length either`() {
        #expect(head(OutgoingResponse(status: .noContent)) == "HTTP/1.1 204 No Content\r\n\r\n")
    }

    @Test func `a field is set, replaced, repeated and taken away`() {
        var fields = ResponseFields()
        #expect(fields[.setCookie] == nil)
        fields.append("a=1", for: .setCookie)
        fields.append("b=2", for: .setCookie)
        #expect(fields[.setCookie] == "a=1" && fields.map(\.value) == ["a=1", "b=2"])
        fields[.setCookie] = "c=3"
        #expect(fields.map(\.value) == ["c=3"])
        fields[.setCookie] = nil
        #expect(fields.map(\.value).isEmpty && fields[.setCookie] == nil)
    }
}
