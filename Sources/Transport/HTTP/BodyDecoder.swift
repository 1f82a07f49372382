/// Takes a request's body out of what comes on the connection, up to its end and not a byte further.
enum BodyDecoder: Sendable {
    case length(remaining: Int)
    case chunked(ChunkedDecoder)
    /// Everything that comes: after an upgrade nothing is HTTP any more.
    case unframed

    init(_ framing: RequestHead.Framing) {
        self =
            switch framing {
            case .none: .length(remaining: 0)
            case .length(let count): .length(remaining: count)
            case .chunked: .chunked(ChunkedDecoder())
            }
    }

    var isComplete: Bool {
        switch self {
        case .length(let remaining): remaining == 0
        case .chunked(let decoder): decoder.isComplete
        case .unframed: false
        }
    }

    /// The body's next bytes, taken from `input`; none when more has to come first.
    mutating func decode(_ input: inout InputBuffer, atMost limit: Int) throws(RequestError) -> ArraySlice<UInt8> {
        switch self {
        case .length(let remaining):
            let bytes = input.take(atMost: min(limit, remaining))
            self = .length(remaining: remaining - bytes.count)
            return bytes
        case .chunked(var decoder):
            defer { self = .chunked(decoder) }
            return try decoder.decode(&input, atMost: limit)
        case .unframed:
            return input.take(atMost: limit)
        }
    }
}
