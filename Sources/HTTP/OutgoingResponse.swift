import Foundation

/// A response as a site passes it to the server.
public struct OutgoingResponse: Sendable {
    public var status: Status
    public var fields: ResponseFields
    /// Sent unless `fields` contains the same name.
    public var defaults: DefaultFields
    public var body: ResponseBody

    public init(
        status: Status, fields: ResponseFields = ResponseFields(), defaults: DefaultFields = DefaultFields(),
        body: ResponseBody = .empty
    ) {
        self.status = status
        self.fields = fields
        self.defaults = defaults
        self.body = body
    }

    /// The fields with the defaults, but not the body's length.
    public var allFields: [(name: FieldName, value: String)] {
        Array(fields) + defaults.missing(in: fields)
    }

    /// The head with the empty line that ends it.
    ///
    /// - Parameters:
    ///   - connection: the `Connection` field; nil for none.
    ///   - isChunked: whether the body is sent in the chunked transfer coding.
    public func head(connection: String?, isChunked: Bool = false) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(1536)
        head += "HTTP/1.1 ".utf8
        head += String(status.code).utf8
        head.append(0x20)
        head += status.phrase.utf8
        head += "\r\n".utf8
        fields.encode(into: &head)
        if isChunked {
            head.append(field: .transferEncoding, "chunked")
        } else if status != .noContent, let length = body.length {
            // A 204 has not even a length (RFC 9110, 8.6).
            head.append(field: .contentLength, String(length))
        }
        if let connection { head.append(field: .connection, connection) }
        defaults.encode(into: &head, without: fields)
        head += "\r\n".utf8
        return head
    }
}
