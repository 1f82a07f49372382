import Foundation

/// An answer as a site gives it to the sockets.
public struct OutgoingResponse: Sendable {
    public var status: Int
    /// The reason phrase (RFC 9112, 4).
    public var phrase: String
    public var fields: ResponseFields
    /// Sent with the fields, but for those that `fields` has.
    public var defaults: DefaultFields
    /// What is sent of the body: nothing for HEAD. `fields` has its length when that is another.
    public var body: Data

    public init(
        status: Int, phrase: String, fields: ResponseFields = ResponseFields(),
        defaults: DefaultFields = DefaultFields(), body: Data = Data()
    ) {
        self.status = status
        self.phrase = phrase
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
    /// - Parameter connection: what it says of the connection, if anything.
    public func head(connection: String?) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(1536)
        head += "HTTP/1.1 ".utf8
        head += String(status).utf8
        head.append(0x20)
        head += phrase.utf8
        head += "\r\n".utf8
        fields.encode(into: &head)
        if fields[.contentLength] == nil { head.append(field: .contentLength, String(body.count)) }
        if let connection { head.append(field: .connection, connection) }
        defaults.encode(into: &head, without: fields)
        head += "\r\n".utf8
        return head
    }
}
