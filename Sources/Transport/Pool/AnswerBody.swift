#if os(Linux)
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// The body of an answer, as FlyingFox writes it to a client. Asked for more than there is, it knows that all of it is
/// out; dropped before that, that FlyingFox has given up.
final class AnswerBody: AsyncBufferedSequence {
    typealias Element = UInt8

    static let bufferSize = 64 * 1024

    private let body: HTTPBodySequence
    private let token: UInt64
    private let pool: EventPool
    private let isOut = Atomic(false)

    init(_ body: HTTPBodySequence, on token: UInt64, of pool: EventPool) {
        self.body = body
        self.token = token
        self.pool = pool
    }

    deinit {
        if !isOut.load(ordering: .acquiring) { pool.withState { $0.failAnswer(token) } }
    }

    fileprivate func end() {
        isOut.store(true, ordering: .releasing)
        pool.withState { $0.endAnswer(token) }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(answer: self, parts: body.makeAsyncIterator())
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let answer: AnswerBody
        fileprivate var parts: HTTPBodySequence.Iterator

        mutating func next() async throws -> UInt8? {
            preconditionFailure("a body is read in buffers")
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            while let part = try await parts.next() {
                if !part.isEmpty { return part }
            }
            answer.end()
            return nil
        }
    }
}
#endif
