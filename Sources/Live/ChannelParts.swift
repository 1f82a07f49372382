import Foundation
import HTTP

/// The parts of a channel that were last sent under each name, so that what has not changed is not sent again.
struct SentParts {
    private static let limit = 2_000

    private var hashes: [LivePart.Name: Int] = [:]

    mutating func isNews(_ part: LivePart) -> Bool {
        // What has no revision is sent for its own sake: a heartbeat is always the same.
        guard part.revision != nil else { return true }
        let hash = part.bytes.hashOfAll
        guard hashes[part.name] != hash else { return false }
        if hashes.count >= Self.limit { hashes = [:] }
        hashes[part.name] = hash
        return true
    }
}

/// The bytes that a reader has taken last. Most readers of a channel take the same ones: they share the memory.
struct JoinedParts {
    private var range = 0..<0
    private var bytes = SharedBytes(Data())

    /// Nil if the reader has been shown all of them.
    mutating func bytes(_ range: Range<Int>, of ring: Ring, after revision: Int64) -> SharedBytes? {
        let isShown = range.allSatisfy { ring[$0].isNews(after: revision) }
        if isShown, range == self.range { return bytes }
        let shown = range.map { ring[$0] }.filter { $0.isNews(after: revision) }
        guard !shown.isEmpty else { return nil }
        let joined = SharedBytes(shown.count == 1 ? shown[0].bytes : shown.reduce(into: Data()) { $0 += $1.bytes })
        if isShown { (self.range, bytes) = (range, joined) }
        return joined
    }
}

extension LivePart {
    fileprivate func isNews(after shown: Int64) -> Bool { revision.map { $0 > shown } ?? true }
}

extension Data {
    /// Of every byte; `hashValue` looks at the first ones only.
    var hashOfAll: Int {
        var hasher = Hasher()
        withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(count)
        return hasher.finalize()
    }
}
