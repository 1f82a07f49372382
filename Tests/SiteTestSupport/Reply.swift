import Foundation

/// An answer as it came over the wire.
struct Reply: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]
    /// Where it came from, after redirects.
    var path = ""

    /// The value of a header that came at most once; values that came more often, joined.
    subscript(name: String) -> String? {
        let values = all(name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    func all(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var document: Document { Document(parsing: text) }
    var location: String? { self["Location"] }

    /// The Set-Cookie header for a cookie, without its name.
    func cookie(_ name: String) -> String? {
        all("Set-Cookie").first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// The message that the page shows once.
    var flash: String? { document.all("p").first { $0["role"] == "status" }?.text }

    /// Reads an answer from the start of `bytes`, with its length; nil as long as it is not complete.
    static func parse(_ bytes: [UInt8], method: String) throws -> (Reply, Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw RawConnection.Failure("not an answer: \(lines[0])")
        }
        let headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (String(line[..<colon]), line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
        }
        let head = Reply(status: status, headers: headers, body: [])
        let isBare = method == "HEAD" || status == 304 || status == 204
        if isBare { return (head, end.upperBound) }
        if head["Transfer-Encoding"] == "chunked" {
            return try chunks(bytes[end.upperBound...]).map { body, next in
                (Reply(status: status, headers: headers, body: body), next)
            }
        }
        guard let length = head["Content-Length"].flatMap(Int.init) else {
            throw RawConnection.Failure("an answer without a length")
        }
        guard bytes.count >= end.upperBound + length else { return nil }
        let body = Array(bytes[end.upperBound..<end.upperBound + length])
        return (Reply(status: status, headers: headers, body: body), end.upperBound + length)
    }

    /// A body in chunks and the place behind it; nil as long as it is not complete.
    private static func chunks(_ bytes: ArraySlice<UInt8>) throws -> ([UInt8], Int)? {
        var (body, rest) = ([UInt8](), bytes)
        while let end = rest.firstRange(of: Array("\r\n".utf8)) {
            guard let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16) else {
                throw RawConnection.Failure("not a chunk")
            }
            guard rest.endIndex - end.upperBound >= size + 2 else { return nil }
            body += rest[end.upperBound..<(end.upperBound + size)]
            rest = rest[(end.upperBound + size + 2)...]
            if size == 0 { return (body, rest.startIndex) }
        }
        return nil
    }
}
