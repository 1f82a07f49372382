import Foundation

/// Bodies as browsers write them.
enum Encoding {
    /// The WHATWG URL standard's serializer, section 5.2.
    static func urlEncoded(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(escape($0.name))=\(escape($0.value))" }.joined(separator: "&")
    }

    private static func escape(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            case 0x20: "+"
            default: String(format: "%%%02X", byte)
            }
        }.joined()
    }

    static let boundary = "----WebKitFormBoundaryRoostTests"
    static let multipartType = "multipart/form-data; boundary=\(boundary)"

    static func multipart(
        _ fields: [(name: String, value: String)], files: [(name: String, file: Form.File)]
    ) -> [UInt8] {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for (name, file) in files {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(file.name)\"".utf8
            body += "\r\nContent-Type: \(file.type)\r\n\r\n".utf8 + file.bytes + "\r\n".utf8
        }
        return body + "--\(boundary)--\r\n".utf8
    }

    /// The chunked transfer coding of `bytes` (RFC 9112, 7.1).
    static func chunked(_ bytes: [UInt8], size: Int = 8192) -> [UInt8] {
        var coded: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(size)
            coded += "\(String(chunk.count, radix: 16))\r\n".utf8 + chunk + "\r\n".utf8
            rest = rest.dropFirst(chunk.count)
        }
        return coded + "0\r\n\r\n".utf8
    }
}
