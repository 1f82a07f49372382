import Foundation
import HTTP
import Media

extension Response {
    /// A stored file, or the part of it that the request asks for (RFC 9110, 14). Of several parts asked for at once, the whole file is
    /// sent, as section 14.2 allows.
    ///
    /// - Parameter entityTag: of the whole file, without quotes.
    /// - Throws: `HTTPError.preconditionFailed`.
    static func file(
        _ file: StoredFile, mediaType: String, entityTag: String, for request: Request
    ) async throws -> Response {
        let range = ByteRange(request, entityTag: entityTag, size: file.size)
        if case .unsatisfiable = range {
            var response = Response(status: .rangeNotSatisfiable)
            response.headers[.contentRange] = "bytes */\(file.size)"
            return response
        }
        let bytes = if case .part(let part) = range { part } else { 0..<file.size }
        var response = try cached(
            try await body(of: file, bytes), mediaType: mediaType, entityTag: entityTag, for: request)
        response.headers[.acceptRanges] = "bytes"
        if case .part = range, response.status == .ok {
            response.status = .partialContent
            response.headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(file.size)"
        }
        return response
    }

    private static func body(of file: StoredFile, _ bytes: Range<Int>) async throws -> ResponseBody {
        if bytes.count <= StoredFile.pieceSize {
            let data = try await file.read(at: bytes.lowerBound, count: bytes.count)
            guard data.count == bytes.count else { throw FileEndedEarly() }
            return .bytes(data)
        }
        return .stream(
            ResponseStream(length: bytes.count) { writer in
                var offset = bytes.lowerBound
                while offset < bytes.upperBound {
                    let data = try await file.read(at: offset, count: bytes.upperBound - offset)
                    guard !data.isEmpty else { throw FileEndedEarly() }
                    try await writer.write(data)
                    offset += data.count
                }
            })
    }
}

/// A stored file has become shorter while it was read.
struct FileEndedEarly: Error {}

/// What a request asks for of a file.
enum ByteRange: Equatable, Sendable {
    case whole
    /// At least one byte.
    case part(Range<Int>)
    /// The file ends before the range begins.
    case unsatisfiable

    init(_ request: Request, entityTag: String, size: Int) {
        // Only GET has ranges, and only of the file that the client has a part of already.
        guard request.method == .get, let value = request.headers[.range],
            request.headers[.ifRange].map({ $0 == "\"\(entityTag)\"" }) ?? true
        else {
            self = .whole
            return
        }
        self.init(value, size: size)
    }

    /// A value that is malformed, or of another unit, is ignored (RFC 9110, 14.2).
    init(_ value: String, size: Int) {
        self = .whole
        guard value.utf8.count <= 64, value.lowercased().hasPrefix("bytes=") else { return }
        let ends = value.utf8.dropFirst(6).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else { return }
        switch (first, last) {
        case (nil, nil): return
        case (let first?, let last):
            guard last.map({ $0 >= first }) ?? true else { return }
            self = first < size ? .part(first..<(min(last ?? size, size - 1) + 1)) : .unsatisfiable
        case (nil, let count?):
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        }
    }

    /// `.some(nil)` for no digits, nil for anything but digits. A number that is too large is the largest.
    private static func number(_ digits: Substring.UTF8View) -> Int?? {
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return .some(digits.isEmpty ? nil : Int(Substring(digits)) ?? Int.max - 1)
    }
}
