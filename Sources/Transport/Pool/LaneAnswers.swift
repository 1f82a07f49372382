#if os(Linux)
import FlyingFox
import FlyingSocks
import Foundation
import HTTP

/// What FlyingFox writes on a ``Lane``: to it the body of one long answer, in truth the answers to client after client.
///
/// Asked for more, it takes the next client that is ready, has the site answer, and makes the lane stand for the client's
/// socket: FlyingFox writes head and body there in one system call. Asked again, it knows that the answer is out. What
/// FlyingFox writes itself, the head before all of this, goes to the lane, where nobody reads it. So a request costs
/// nothing of what FlyingFox does once for each of its own: reading a head byte by byte, three tasks, and a timer that
/// stays.
final class LaneAnswers: AsyncBufferedSequence {
    typealias Element = UInt8

    /// So much of a body is copied behind its head, and then at a time: what FlyingFox holds for a slow reader.
    private static let partSize = 64 * 1024

    private let token: Lane.Token
    private let pool: EventPool

    init(_ token: Lane.Token, of pool: EventPool) {
        self.token = token
        self.pool = pool
    }

    /// FlyingFox has given up, or the lane was closed.
    deinit {
        pool.withState { $0.fail(token) }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(answers: self)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let answers: LaneAnswers
        /// What is left of a body.
        private var rest = Data()

        fileprivate init(answers: LaneAnswers) {
            self.answers = answers
        }

        mutating func next() async throws -> UInt8? {
            preconditionFailure("a body is read in buffers")
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            guard rest.isEmpty else { return takePart() }
            let response = await answers.response(to: try await answers.nextErrand())
            var bytes = try answers.beginning(of: response)
            rest = response.body
            bytes.append(takePart())
            return bytes
        }

        private mutating func takePart() -> Data {
            let part = rest.prefix(LaneAnswers.partSize)
            rest = part.count < rest.count ? rest.dropFirst(part.count) : Data()
            return part
        }
    }

    private func nextErrand() async throws -> Errand {
        if let errand = try pool.withState({ try $0.takeErrand(on: token) }) {
            // A lane that finds work each time would keep its thread from all other tasks: those of lanes that were
            // given work, of posts, of answers from the database.
            await Task.yield()
            return errand
        }
        return try await withUnsafeThrowingContinuation { waiter in
            pool.withState { $0.wait(waiter, on: token) }
        }
    }

    private func response(to errand: Errand) async -> OutgoingResponse {
        switch errand {
        case .handle(let request): await pool.site.answer(request)
        case .refuse(let request, let defect): await pool.site.refuse(request, defect)
        case .answer(let answer): answer
        }
    }

    private func beginning(of response: OutgoingResponse) throws -> Data {
        let connection = try pool.withState { try $0.beginAnswer(on: token) }
        return Data(response.head(connection: connection))
    }
}
#endif
