/// The method of a request (RFC 9110, 9.1). Case matters.
public struct RequestMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public static let get = RequestMethod(rawValue: "GET")
    public static let head = RequestMethod(rawValue: "HEAD")
    public static let options = RequestMethod(rawValue: "OPTIONS")
    public static let post = RequestMethod(rawValue: "POST")
    public static let put = RequestMethod(rawValue: "PUT")
    public static let patch = RequestMethod(rawValue: "PATCH")
    public static let delete = RequestMethod(rawValue: "DELETE")

    /// GET, HEAD and OPTIONS change nothing (RFC 9110, 9.2.1).
    public var isSafe: Bool { self == .get || self == .head || self == .options }

    public var description: String { rawValue }
}
