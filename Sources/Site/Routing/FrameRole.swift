/// What a page has to do with frames. Both sides have to agree, or browsers show nothing.
enum FrameRole: CaseIterable, Sendable {
    /// It stands in no frame and has none.
    case alone
    /// It has frames with pages of ours.
    case frameset
    /// It stands in a frame of ours.
    case framed
    /// Both.
    case nested

    var hasFrames: Bool { self == .frameset || self == .nested }
    var isFramed: Bool { self == .framed || self == .nested }
}

extension Request {
    /// Whether the answer will be shown in a frame, where it must not send people to pages that cannot stand in one.
    var isInFrame: Bool {
        guard case .found(let route, _) = match, route.frameRole.isFramed else { return false }
        return headers[.secFetchDest] == "iframe"
    }
}
