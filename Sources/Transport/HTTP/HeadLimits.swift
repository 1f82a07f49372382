/// What the head of a request may have.
public struct HeadLimits: Hashable, Sendable {
    /// The request line, or one field with its name, in bytes without the line's end.
    public var lineBytes = 8 * 1024
    public var fields = 100
    /// The head in all, in bytes.
    public var bytes = 32 * 1024

    public init() {}
}
