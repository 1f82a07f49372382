import Foundation
import HTTP
import Live
import Synchronization

extension ResponseBody {
    /// What a reader gets, for as long as it reads.
    ///
    /// - Parameter begin: writes what comes between the opening and what the reader gets.
    static func follow(
        _ reader: LiveReader, from opening: [Data],
        _ begin: @escaping @Sendable (any ResponseWriter) async throws -> Void = { _ in }
    ) -> ResponseBody {
        let opening = Opening(opening)
        return .stream(
            ResponseStream { writer in
                defer { reader.close() }
                for part in opening.take() where !reader.isOver { try await writer.write(part) }
                try await begin(writer)
                do { try await writer.follow(reader) } catch is CancellationError {
                    // When the site stops, the page ends as any other.
                    if !writer.hasClient { throw ClientGone() }
                }
            })
    }
}

/// The beginning of a stream, which is not kept for as long as the rest takes.
private final class Opening: Sendable {
    private let parts: Mutex<[Data]>

    init(_ parts: [Data]) {
        self.parts = Mutex(parts)
    }

    func take() -> [Data] {
        parts.withLock { parts in
            defer { parts = [] }
            return parts
        }
    }
}
