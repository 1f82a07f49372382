/// The name of a field (RFC 9110, 5.1). Case does not matter. Known names have a number, so that comparing them needs
/// neither hashing nor memory.
public struct FieldName: Sendable {
    /// As it is sent.
    public let text: String
    /// The place among the known names; ``unknown`` for all others.
    let number: UInt8

    static let unknown = UInt8.max

    public init(_ text: String) {
        self.text = text
        number = Self.number(of: text.utf8)
    }

    private init(known text: String, number: UInt8) {
        self.text = text
        self.number = number
    }

    /// Fewer than 64, as sets of them are the bits of a word.
    package static let known = [
        "Accept-Encoding", "Accept-Ranges", "Allow", "Cache-Control", "Clear-Site-Data", "Connection",
        "Content-Disposition",
        "Content-Encoding", "Content-Length", "Content-Range", "Content-Security-Policy", "Content-Type", "Cookie",
        "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Date", "ETag",
        "Expect", "Host", "If-Match", "If-None-Match", "If-Range", "Location", "Origin", "Permissions-Policy", "Range",
        "Referrer-Policy", "Retry-After", "Sec-Fetch-Dest", "Sec-Fetch-Site",
        "Sec-WebSocket-Accept", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Set-Cookie",
        "Strict-Transport-Security", "Transfer-Encoding", "Upgrade", "User-Agent",
        "Vary", "X-Content-Type-Options", "X-Forwarded-For", "X-Forwarded-Proto", "X-Frame-Options", "X-Request-ID",
    ].enumerated().map { FieldName(known: $1, number: UInt8($0)) }

    /// The known names in lower case with their numbers, by their length.
    private static let byLength: [[(name: [UInt8], number: UInt8)]] = {
        var names = [[(name: [UInt8], number: UInt8)]](
            repeating: [], count: 1 + (known.map(\.text.utf8.count).max() ?? 0))
        for name in known { names[name.text.utf8.count].append((Array(name.text.lowercased().utf8), name.number)) }
        return names
    }()

    static func number(of name: some Collection<UInt8>) -> UInt8 {
        guard name.count < byLength.count else { return unknown }
        for candidate in byLength[name.count] where isSame(name, lowercase: candidate.name) {
            return candidate.number
        }
        return unknown
    }

    /// Whether a name equals one in lower case.
    package static func isSame(_ name: some Sequence<UInt8>, lowercase: some Sequence<UInt8>) -> Bool {
        name.elementsEqual(lowercase) { byte, lower in
            byte == lower || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) && byte | 0x20 == lower
        }
    }
}

extension FieldName: Hashable {
    public static func == (one: FieldName, other: FieldName) -> Bool {
        one.number == other.number && (one.number != unknown || one.text.lowercased() == other.text.lowercased())
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        if number == Self.unknown { hasher.combine(text.lowercased()) }
    }
}

extension FieldName {
    public static let acceptEncoding = FieldName("Accept-Encoding")
    public static let acceptLanguage = FieldName("Accept-Language")
    public static let acceptRanges = FieldName("Accept-Ranges")
    public static let allow = FieldName("Allow")
    public static let authorization = FieldName("Authorization")
    public static let cacheControl = FieldName("Cache-Control")
    public static let clearSiteData = FieldName("Clear-Site-Data")
    public static let connection = FieldName("Connection")
    public static let contentDisposition = FieldName("Content-Disposition")
    public static let contentEncoding = FieldName("Content-Encoding")
    public static let contentLength = FieldName("Content-Length")
    public static let contentRange = FieldName("Content-Range")
    public static let contentSecurityPolicy = FieldName("Content-Security-Policy")
    public static let contentType = FieldName("Content-Type")
    public static let cookie = FieldName("Cookie")
    public static let date = FieldName("Date")
    public static let eTag = FieldName("ETag")
    public static let expect = FieldName("Expect")
    public static let host = FieldName("Host")
    public static let idempotencyKey = FieldName("Idempotency-Key")
    public static let ifMatch = FieldName("If-Match")
    public static let ifNoneMatch = FieldName("If-None-Match")
    public static let ifRange = FieldName("If-Range")
    public static let lastEventID = FieldName("Last-Event-ID")
    public static let location = FieldName("Location")
    public static let origin = FieldName("Origin")
    public static let range = FieldName("Range")
    public static let referrerPolicy = FieldName("Referrer-Policy")
    public static let requestID = FieldName("X-Request-ID")
    public static let retryAfter = FieldName("Retry-After")
    public static let secFetchDest = FieldName("Sec-Fetch-Dest")
    public static let secFetchSite = FieldName("Sec-Fetch-Site")
    public static let secWebSocketAccept = FieldName("Sec-WebSocket-Accept")
    public static let secWebSocketKey = FieldName("Sec-WebSocket-Key")
    public static let secWebSocketVersion = FieldName("Sec-WebSocket-Version")
    public static let setCookie = FieldName("Set-Cookie")
    public static let transferEncoding = FieldName("Transfer-Encoding")
    public static let upgrade = FieldName("Upgrade")
    public static let userAgent = FieldName("User-Agent")
    public static let vary = FieldName("Vary")
    public static let wwwAuthenticate = FieldName("WWW-Authenticate")
    public static let xForwardedFor = FieldName("X-Forwarded-For")
    public static let xForwardedProto = FieldName("X-Forwarded-Proto")
}
