import Accounts
import Foundation
import HTTP

/// Where a reader of a channel is, and what is for it alone.
struct ReaderState {
    let person: User.ID
    /// The place of the next part in the ring.
    var place: Int
    /// What the reader has been shown before it began.
    var revision: Int64 = 0
    /// The last message that its page has room for; nil if there is no last one.
    var lastSlot: Int64?
    /// How many parts its page may have; nil for no limit.
    private let partLimit: Int?
    private var parts = 0
    /// The newest message that it has taken, and the newest that counts as read.
    var sentNumber: Int64 = 0
    var storedNumber: Int64 = 0
    /// What is for this reader alone, by name, and the hashes of what was.
    var ownParts: [String: Data] = [:]
    var ownHashes: [String: Int] = [:]
    var ending: LiveEndReason?
    var wake: Channel.Wake?
    /// Whether the reader has been told that there is nothing more.
    private var isWaiting = false

    init(person: User.ID, place: Int, partLimit: Int?) {
        (self.person, self.place, self.partLimit) = (person, place, partLimit)
    }

    /// What wakes the reader, if it waits.
    mutating func takeWake() -> Channel.Wake? {
        defer { isWaiting = false }
        return isWaiting ? wake : nil
    }

    mutating func next(from ring: Ring, _ joined: inout JoinedParts, _ limits: LiveLimits) -> Channel.Next {
        guard place >= ring.start else { return .end(.slowReader) }
        if let reason = ending, reason != .full { return .end(reason) }
        let ownParts = takeOwnParts()
        let (first, end) = (place, take(from: ring, limits))
        let shared = first < end ? joined.bytes(first..<end, of: ring, after: revision) : nil
        isWaiting = place == ring.end && ending == nil
        switch (ownParts, shared) {
        case (nil, nil) where place < ring.end && ending == nil:
            // It has been shown all of these.
            return next(from: ring, &joined, limits)
        case (nil, nil): return ending.map { .end($0) } ?? .wait
        case (let ownParts?, nil): return .bytes(SharedBytes(ownParts), isLast: isWaiting)
        case (nil, let shared?): return .bytes(shared, isLast: isWaiting)
        case (let ownParts?, let shared?): return .bytes(SharedBytes(ownParts + shared.plain), isLast: isWaiting)
        }
    }

    /// What is for this reader alone; nil for nothing.
    private mutating func takeOwnParts() -> Data? {
        guard !ownParts.isEmpty else { return nil }
        defer { ownParts = [:] }
        parts += ownParts.count
        return ownParts.keys.sorted().reduce(into: Data()) { $0 += ownParts[$1] ?? Data() }
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
            if let number = part.number { sentNumber = max(sentNumber, number) }
            if let partLimit, parts >= partLimit { ending = .full }
        }
        return place
    }
}
