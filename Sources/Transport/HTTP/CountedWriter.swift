import Foundation
import HTTP
import Synchronization

/// Holds a stream to the length that its response has declared: what is more would be read as the next response.
final class CountedWriter: ResponseWriter {
    struct TooLong: Error {}

    private let base: any ResponseWriter
    private let length: Int?
    private let count = Atomic(0)

    init(_ base: any ResponseWriter, length: Int?) {
        self.base = base
        self.length = length
    }

    /// Whether as much has been written as was declared.
    var isComplete: Bool { length.map { $0 == count.load(ordering: .relaxed) } ?? true }

    var hasClient: Bool { base.hasClient }

    func read() async throws -> Data? { try await base.read() }

    func follow(_ feed: any ResponseFeed) async throws {
        guard length == nil else { throw TooLong() }
        try await base.follow(feed)
    }

    func write(_ part: Data) async throws {
        let total = count.add(part.count, ordering: .relaxed).newValue
        if let length, total > length { throw TooLong() }
        try await base.write(part)
    }
}
