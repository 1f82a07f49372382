import Accounts
import Foundation
import HTTP

/// A reader's place in a channel.
struct Seat {
    let person: User.ID
    /// The place of the next part in the ring.
    var place: Int
    /// What the reader has been shown before it began.
    var revision: Int64 = 0
    /// The last message that its page has room for; nil if there is no last one.
    var lastSlot: Int64?
    var parts = 0
    /// The newest message that it has taken, and the newest that counts as read.
    var taken: Int64 = 0
    var marked: Int64 = 0
    /// What is for this reader alone, by name, and the hashes of what was.
    var mail: [String: Data] = [:]
    var delivered: [String: Int] = [:]
    var ending: LiveEnd?
    var wake: Channel.Wake?
    /// Whether the reader has been told that there is nothing more.
    private var isWaiting = false

    init(person: User.ID, place: Int) {
        (self.person, self.place) = (person, place)
    }

    /// What wakes the reader, if it waits.
    mutating func takeWake() -> Channel.Wake? {
        defer { isWaiting = false }
        return isWaiting ? wake : nil
    }

    mutating func next(from ring: Ring, _ joined: inout JoinedParts, _ limits: LiveLimits) -> Channel.Next {
        guard place >= ring.start else { return .end(.behind) }
        if let reason = ending, reason != .full { return .end(reason) }
        let mail = takeMail()
        let (first, end) = (place, take(from: ring, limits))
        let shared = first < end ? joined.bytes(first..<end, of: ring, after: revision) : nil
        isWaiting = place == ring.end && ending == nil
        switch (mail, shared) {
        case (nil, nil) where place < ring.end && ending == nil:
            // It has been shown all of these.
            return next(from: ring, &joined, limits)
        case (nil, nil): return ending.map { .end($0) } ?? .wait
        case (let mail?, nil): return .bytes(SharedBytes(mail), isLast: isWaiting)
        case (nil, let shared?): return .bytes(shared, isLast: isWaiting)
        case (let mail?, let shared?): return .bytes(SharedBytes(mail + shared.plain), isLast: isWaiting)
        }
    }

    /// What is for this reader alone; nil for nothing.
    private mutating func takeMail() -> Data? {
        guard !mail.isEmpty else { return nil }
        defer { mail = [:] }
        parts += mail.count
        return mail.keys.sorted().reduce(into: Data()) { $0 += mail[$1] ?? Data() }
    }

    /// Moves on, and returns the place after the last part that is taken.
    private mutating func take(from ring: Ring, _ limits: LiveLimits) -> Int {
        var size = 0
        while place < ring.end, ending == nil, size < limits.takenBytes {
            let part = ring[place]
            if let last = lastSlot, let number = part.number, number > last {
                ending = .full
                break
            }
            place += 1
            parts += 1
            size += part.bytes.count
            if let number = part.number { taken = max(taken, number) }
            if parts >= limits.parts { ending = .full }
        }
        return place
    }
}

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
